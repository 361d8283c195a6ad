interface Waiting<In, Out> {
  readonly asked: In;
  readonly answer: (told: Out) => void;
  readonly refuse: (error: unknown) => void;
}

/** What is asked while nothing is decided is decided together, in the order in which it came: one look, one transaction. */
export class Gathered<In, Out> {
  readonly #decide: (asked: readonly In[]) => Promise<readonly Out[]>;
  #waiting: Waiting<In, Out>[] = [];

  constructor(decide: (asked: readonly In[]) => Promise<readonly Out[]>) {
    this.#decide = decide;
  }

  ask(asked: In): Promise<Out> {
    return new Promise((answer, refuse) => {
      this.#waiting.push({ asked, answer, refuse });
      // The first of them waits for those that have arrived with it.
      if (this.#waiting.length === 1) setTimeout(() => this.#decideAll(), 0);
    });
  }

  async #decideAll(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      const told = await this.#decide(waiting.map(({ asked }) => asked));
      for (const [index, { answer }] of waiting.entries()) answer(told[index] as Out);
    } catch (error) {
      for (const { refuse } of waiting) refuse(error);
    }
  }
}
