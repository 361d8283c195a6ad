interface Waiting<In, Out> {
  readonly asked: In;
  readonly answer: (told: Out) => void;
  readonly refuse: (error: unknown) => void;
}

/** So many are decided, even if more are on their way. */
const ENOUGH = 100;

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
      if (this.#waiting.length === 1) this.#gather(1);
    });
  }

  /** The first of them waits for those that arrived with it, and for as long as each look finds more. */
  #gather(seen: number): void {
    setTimeout(() => {
      const { length } = this.#waiting;
      if (length > seen && length < ENOUGH) this.#gather(length);
      else void this.#decideAll();
    }, 0);
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
