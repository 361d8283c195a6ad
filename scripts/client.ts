/** What a person's app does with the public API: signs in, keeps its tokens and bookmarks, repeats what went stale. */

import * as api from "./api.ts";

// biome-ignore lint/suspicious/noExplicitAny: whoever asks knows what is in the answer
export type Json = any;

export interface Answer<T = Record<string, never>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

interface Options {
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

/** A refusal where the caller expected success: what was asked, and the problem document that came back. */
export class Refused extends Error {
  readonly answer: Answer<{ code?: string }>;
  constructor(what: string, answer: Answer<{ code?: string }>) {
    super(`${what} → ${answer.status} ${JSON.stringify(answer.body)}`);
    this.answer = answer;
  }
}

/** How long one call may take, in milliseconds. */
const DEADLINE = 30_000;
/** How long to look for a letter, in milliseconds. */
const LETTER_PATIENCE = 20_000;
const LETTER_PAUSE = 200;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

type Good<A> = A extends { status: 200 | 201 | 202; data: infer D } ? D : never;

/** What a call of the generated client is answered with, where it must succeed. */
export async function must<A extends { status: number; headers: Headers; data?: unknown }>(
  call: Promise<A>,
): Promise<Good<A>> {
  const { status, headers, data } = await call;
  if (status >= 400) throw new Refused("refused", { status, headers, body: data as { code?: string } });
  return data as Good<A>;
}

type Listed<A> = Good<A> extends { items: (infer T)[] } ? T : never;

/** Every page of a list, asked for one after the other: `all((page) => api.listUnits({ id, ...page }, sender))`. */
export async function all<A extends { status: number; headers: Headers; data?: unknown }>(
  list: (page: { limit: number; cursor?: string }) => Promise<A>,
): Promise<Listed<A>[]> {
  const items: Listed<A>[] = [];
  let cursor: string | null = null;
  do {
    const page: Good<A> = await must(list({ limit: 100, ...(cursor && { cursor }) }));
    const { items: more, nextCursor } = page as { items: Listed<A>[]; nextCursor: string | null };
    items.push(...more);
    cursor = nextCursor;
  } while (cursor);
  return items;
}

/** What a call came to, however it was answered: the id of what it was about, or the code it was refused with. */
export function outcomeOf({ status, data }: { status: number; data?: unknown }): {
  status: number;
  id: string | undefined;
  code: string | undefined;
} {
  const { id, code } = (data ?? {}) as { id?: string; code?: string };
  return { status, id, code };
}

export class Client {
  /** For the generated client: `api.getMe(person.sender)` asks as this person. */
  readonly sender: { baseUrl: string; fetch: typeof fetch };
  readonly #base: string;
  readonly #fetch: Fetch;
  readonly #address: string | undefined;
  #tokens: Tokens | undefined;
  #bookmark: string | undefined;

  /** `address` is what the caller's network address is taken for, where the server lets the caller say so (on a laptop). */
  constructor(base: string, { fetch: how = fetch, address }: { fetch?: Fetch; address?: string } = {}) {
    this.#base = base.replace(/\/$/, "");
    this.#fetch = how;
    this.#address = address;
    this.sender = { baseUrl: this.#base, fetch: (url, init = {}) => this.#send(String(url), init) };
  }

  get accessToken(): string | undefined {
    return this.#tokens?.accessToken;
  }

  /** One call as it is answered, whatever the answer. */
  async ask<T = Json>(method: string, path: string, { body, key, headers = {} }: Options = {}): Promise<Answer<T>> {
    const isRaw = typeof body === "string" || body instanceof Uint8Array;
    const response = await this.#send(`${this.#base}${path}`, {
      method,
      headers: {
        accept: "application/json",
        ...(body !== undefined && !isRaw && { "content-type": "application/json" }),
        ...headers,
        ...(key && { "idempotency-key": key }),
      },
      ...(body !== undefined && { body: isRaw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    const { status, headers: told } = response;
    return { status, headers: told, body: (isJson && text ? JSON.parse(text) : text) as T };
  }

  /** One call that must succeed: its body. */
  async do<T = Json>(method: string, path: string, options: Options = {}): Promise<T> {
    const answer = await this.ask<T>(method, path, options);
    if (answer.status >= 400) throw new Refused(`${method} ${path}`, answer as Answer<{ code?: string }>);
    return answer.body;
  }

  get = <T = Json>(path: string) => this.do<T>("GET", path);
  post = <T = Json>(path: string, body?: unknown, key?: string) =>
    this.do<T>("POST", path, { body, ...(key && { key }) });

  async refresh(): Promise<void> {
    const refreshToken = this.#tokens?.refreshToken;
    const body = { ...(refreshToken && { refreshToken }), client: "native" as const };
    this.#keep(await must(api.refresh({ body }, this.sender)));
  }

  async signIn(email: string, password: string): Promise<void> {
    this.#keep(await must(api.login({ body: { email, password, client: "native" } }, this.sender)));
  }

  /** Registers, reads the code in the local mailbox, and is signed in. */
  async join(email: string, password: string, name: string, locale: "en" | "es" = "en"): Promise<void> {
    const before = (await this.letters(email)).length;
    await must(api.register({ body: { email, password, name, locale } }, this.sender));
    const letter = await this.letter(email, before);
    const code = /\b\d{6}\b/.exec(letter.text)?.[0];
    if (!code) throw new Error(`no code in the letter to ${email}: ${letter.text}`);
    this.#keep(await must(api.verifyEmail({ body: { email, code, client: "native" } }, this.sender)));
  }

  async letters(to: string): Promise<{ subject: string; text: string; at: string }[]> {
    const { items } = await this.get<{ items: { subject: string; text: string; at: string }[] }>(
      `/dev/mailbox?to=${encodeURIComponent(to)}`,
    );
    return items;
  }

  /** The newest letter to an address once there are more than `after` of them (and, if asked, one that matches). */
  async letter(to: string, after = 0, matching = /./): Promise<{ subject: string; text: string }> {
    const until = Date.now() + LETTER_PATIENCE;
    while (Date.now() < until) {
      const letters = await this.letters(to);
      const found = letters
        .slice(0, letters.length - after)
        .find(({ subject, text }) => matching.test(`${subject}\n${text}`));
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, LETTER_PAUSE));
    }
    throw new Error(`no letter to ${to} within ${LETTER_PATIENCE} ms`);
  }

  #keep({ accessToken, refreshToken = "" }: api.Tokens): void {
    this.#tokens = { accessToken, refreshToken };
  }

  /** Sends a request as this person; once more, with a new token, where theirs went stale. */
  async #send(url: string, init: RequestInit): Promise<Response> {
    const response = await this.#sendOnce(url, init);
    if (response.status !== 401 || !this.#tokens) return response;
    const { code } = (await response.clone().json()) as { code?: string };
    if (code !== "token.stale" && code !== "token.expired") return response;
    await this.refresh();
    return this.#sendOnce(url, init);
  }

  async #sendOnce(url: string, init: RequestInit): Promise<Response> {
    const response = await this.#fetch(url, {
      ...init,
      headers: {
        ...(this.#tokens && { authorization: `Bearer ${this.#tokens.accessToken}` }),
        ...(this.#bookmark && { "x-bookmark": this.#bookmark }),
        ...(this.#address && { "cf-connecting-ip": this.#address }),
        ...Object.fromEntries(new Headers(init.headers)),
      },
      signal: AbortSignal.timeout(DEADLINE),
    });
    // The generated client takes an answer that breaks off for one without a body: here it is read to its end, or throws.
    await response.clone().arrayBuffer();
    const bookmark = response.headers.get("x-bookmark");
    if (bookmark) this.#bookmark = bookmark;
    return response;
  }
}
