import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Account, emptyAccount, Refusal } from "./account.ts";
import { databaseRoutes } from "./databases.ts";
import { queueRoutes } from "./queues.ts";
import { UPLOAD, workerRoutes } from "./workers.ts";

export interface Asked {
  readonly account: Account;
  /** What stands in the path where the route has a `:name`. */
  readonly of: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly json: () => Readonly<Record<string, unknown>>;
  readonly form: () => Promise<FormData>;
}

export type Routes = Readonly<Record<string, (asked: Asked) => unknown>>;

/** Whether a request fails, and whether what it asked for is done all the same. */
export interface Fault {
  readonly request: RegExp;
  readonly when: "before" | "after";
}

export const TOKEN = "a token that only the stand-in knows";
export const ACCOUNT_ID = "0123456789abcdef0123456789abcdef";
/** None that wrangler would try again by itself. */
const BROKEN = new Refusal(400, 10000, "The stand-in was told to fail here");
const BASE = `/client/v4/accounts/${ACCOUNT_ID}`;

const ROUTES: Routes = { ...databaseRoutes, ...queueRoutes, ...workerRoutes };

/**
 * As much of Cloudflare's API as a deployment asks: it keeps what it is given, refuses what does not fit it, and answers
 * 404 to what it does not know, which `unknown` remembers.
 */
export class Cloudflare {
  readonly account = emptyAccount();
  /** Each request that changes something, and was not refused, as `METHOD /path`. */
  readonly done: string[] = [];
  readonly unknown: string[] = [];
  /** Requests like this fail, as long as it is set. */
  fault: Fault | undefined;
  readonly #server = createServer((request, answer) => void this.#answer(request, answer));

  async start(): Promise<this> {
    await new Promise<void>((listening) => this.#server.listen(0, "127.0.0.1", listening));
    return this;
  }

  stop(): void {
    this.#server.close();
  }

  /** What makes wrangler ask here. */
  get env(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    return {
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}/client/v4`,
      CLOUDFLARE_API_TOKEN: TOKEN,
      CLOUDFLARE_ACCOUNT_ID: ACCOUNT_ID,
    };
  }

  async #answer(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const say = (status: number, body: object) =>
      answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    try {
      const result = await this.#act(request, await bodyOf(request));
      say(200, { success: true, errors: [], messages: [], result, ...(Array.isArray(result) && pageOf(result)) });
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, 10013, `The stand-in broke: ${error}`);
      const { status, code, message } = refusal;
      say(status, { success: false, errors: [{ code, message }], messages: [], result: null });
    }
  }

  async #act({ method = "", url = "", headers }: IncomingMessage, body: Buffer<ArrayBuffer>): Promise<unknown> {
    const { pathname, searchParams: query } = new URL(url, "http://cloudflare");
    const token = pathname === `${BASE}/workers/assets/upload` ? UPLOAD : TOKEN;
    if (headers.authorization !== `Bearer ${token}`) throw new Refusal(401, 10000, "Authentication error");
    if (!pathname.startsWith(BASE)) throw new Refusal(404, 7003, `Could not route to ${pathname}`);
    const request = `${method} ${pathname.slice(BASE.length)}`;
    const found = routeOf(request);
    if (!found) {
      this.unknown.push(request);
      throw new Refusal(404, 7003, `Could not route to ${request}`);
    }
    const fault = this.fault?.request.test(request) ? this.fault : undefined;
    if (fault?.when === "before") throw BROKEN;
    const { act, of } = found;
    const json = () => JSON.parse(body.toString() || "{}");
    const form = () => new Response(body, { headers: { "content-type": headers["content-type"] ?? "" } }).formData();
    const result = await act({ account: this.account, of, query, json, form });
    if (method !== "GET") this.done.push(request);
    if (fault) throw BROKEN;
    return result;
  }
}

function routeOf(request: string): { act: Routes[string]; of: Record<string, string> } | undefined {
  for (const [route, act] of Object.entries(ROUTES)) {
    const pattern = new RegExp(`^${route.replaceAll(/:(\w+)/g, "(?<$1>[^/]+)")}$`);
    const groups = pattern.exec(request);
    if (groups) return { act, of: { ...groups.groups } };
  }
  return undefined;
}

/** One page has everything: what is listed here is short. */
const pageOf = ({ length }: readonly unknown[]) => ({
  result_info: { page: 1, per_page: 100, count: length, total_count: length, total_pages: 1 },
});

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
