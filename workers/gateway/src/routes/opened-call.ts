import type { Context } from "hono";
import type { Actor } from "#shared/core/actor";
import type { Instant } from "#shared/core/time";
import { nextTraceparent, requestIdOf } from "#shared/worker/trace";
import type { Call, Env, Types } from "../call.ts";
import { Bookmarks } from "../clients/bookmarks.ts";
import { addressPrefix } from "../domain/client-address.ts";

const NOBODY: Actor = { kind: "nobody" };

/** A request as it came: nobody's, until it is known who calls. What only a worker must know is read when one is asked. */
export class OpenedCall implements Call {
  readonly #c: Context<Types>;
  readonly now: Instant = Date.now();
  readonly address: string;
  readonly requestId: string;
  readonly bookmarks: Bookmarks;
  actor = NOBODY;
  #traceparent: string | undefined;

  constructor(c: Context<Types>) {
    this.#c = c;
    this.address = addressPrefix(c.req.header("cf-connecting-ip"));
    this.requestId = requestIdOf(c.req.header("x-request-id"), this.now);
    this.bookmarks = new Bookmarks(() => c.req.header("x-bookmark"));
  }

  get env(): Env {
    return this.#c.env;
  }

  get traceparent(): string {
    this.#traceparent ??= nextTraceparent(this.#c.req.header("traceparent"));
    return this.#traceparent;
  }

  defer(work: Promise<unknown>): void {
    this.#c.executionCtx.waitUntil(work);
  }
}
