import type { Context } from "hono";
import type { RateClass } from "#shared/contracts/route";
import type { Actor } from "#shared/core/actor";
import type { Instant } from "#shared/core/time";
import { nextTraceparent, requestIdOf } from "#shared/worker/trace";
import type { Env, Opening, Types } from "../call.ts";
import { Bookmarks } from "../clients/bookmarks.ts";
import { addressPrefix } from "../domain/client-address.ts";

const NOBODY: Actor = { kind: "nobody" };

/** A request as it came: nobody's, until it is known who calls. What only a worker must know is read when one is asked. */
export class OpenedCall implements Opening {
  readonly #c: Context<Types>;
  /** Each look at `Request.headers` is a call into the runtime. */
  readonly #headers: Headers;
  readonly rate: RateClass;
  readonly now: Instant = Date.now();
  readonly address: string;
  readonly requestId: string;
  readonly bookmarks: Bookmarks;
  actor = NOBODY;
  #traceparent: string | undefined;

  constructor(c: Context<Types>, rate: RateClass) {
    this.#c = c;
    this.#headers = c.req.raw.headers;
    this.rate = rate;
    this.address = addressPrefix(this.said("cf-connecting-ip"));
    this.requestId = requestIdOf(this.said("x-request-id"), this.now);
    this.bookmarks = new Bookmarks(() => this.said("x-bookmark"));
  }

  said(header: string): string | undefined {
    return this.#headers.get(header) ?? undefined;
  }

  get env(): Env {
    return this.#c.env;
  }

  get traceparent(): string {
    this.#traceparent ??= nextTraceparent(this.said("traceparent"));
    return this.#traceparent;
  }

  defer(work: Promise<unknown>): void {
    this.#c.executionCtx.waitUntil(work);
  }
}

/** Begins a request that has a chain before it: all that is said of it later goes by this call. */
export function opened(c: Context<Types>, rate: RateClass): Opening {
  const call = new OpenedCall(c, rate);
  c.set("call", call);
  return call;
}
