import { newId } from "../core/ids.ts";
import { randomHex } from "../core/random.ts";

/** W3C Trace Context, version 00. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;

/** The same trace, a new span; a new trace where none came. */
export function nextTraceparent(incoming: string | null | undefined): string {
  const random = randomHex(24);
  const trace = incoming && TRACEPARENT.test(incoming) ? incoming.slice(3, 35) : random.slice(0, 32);
  return `00-${trace}-${random.slice(32)}-01`;
}

export const requestIdOf = (incoming: string | null | undefined, now: number): string =>
  incoming && REQUEST_ID.test(incoming) ? incoming : newId("request", now);
