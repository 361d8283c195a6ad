/** The code of a problem document; of anything else, how it begins. */
const codeOf = (text: string): string => /"code":"([\w.]+)"/.exec(text)?.[1] ?? text.slice(0, 100);

/** Looks at every answer that the people of the town are given: whether it failed, and whether it shows what is not theirs. */
export class Watch {
  /** Answers of 500 and above, and requests that were not answered. */
  readonly failures: string[] = [];
  /** What somebody was shown that is another's. */
  readonly sights: string[] = [];
  /** How many home screens lacked a part, each by the worker that did not answer in time. */
  readonly degraded = new Map<string, number>();
  readonly #secrets = new Set<string>();
  #answers = 0;

  get answers(): number {
    return this.#answers;
  }

  /** From now on nobody may be shown this. An id may be said back to whoever asked for it. */
  keepSecret(...secrets: readonly string[]): void {
    for (const secret of secrets) this.#secrets.add(secret);
  }

  /** What a person's app sends its requests with. */
  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname, search } = new URL(url);
    const what = `${init.method ?? "GET"} ${pathname}${search}`;
    try {
      const response = await fetch(url, init);
      const text = await response.clone().text();
      this.#look(what, typeof init.body === "string" ? init.body : "", response, text);
      return response;
    } catch (error) {
      this.failures.push(`${what}: ${error instanceof Error ? error.message : error}`);
      throw error;
    }
  };

  #look(what: string, sent: string, { status, headers }: Response, text: string): void {
    this.#answers += 1;
    if (status >= 500) this.failures.push(`${what} → ${status} ${codeOf(text)}`);
    const shown = `${text} ${headers.get("location") ?? ""}`;
    for (const secret of this.#secrets)
      if (shown.includes(secret) && !what.includes(secret) && !sent.includes(secret))
        this.sights.push(`${what} → ${status} shows ${secret}`);
    if (what === "GET /v1/home" && status === 200)
      for (const worker of (JSON.parse(text) as { degraded: string[] }).degraded)
        this.degraded.set(worker, (this.degraded.get(worker) ?? 0) + 1);
  }
}
