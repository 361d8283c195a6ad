import { AppError } from "#shared/core/errors";
import { WORKERS, type WorkerName } from "#shared/core/workers";
import { ACTOR_HEADER, encodeActor } from "#shared/worker/identity";
import { logError } from "#shared/worker/log";
import type { Behind, Body, Call, Env } from "../call.ts";

const DOORS = {
  iam: "IAM",
  residency: "RESIDENCY",
  bookings: "BOOKINGS",
  events: "EVENTS",
  notifications: "NOTIFICATIONS",
} as const satisfies Record<Behind, keyof Env>;

export const isBehind = (worker: WorkerName): worker is Behind => worker !== "gateway";
export const BEHIND: readonly Behind[] = WORKERS.filter(isBehind);

interface Asked {
  readonly method?: string;
  /** Path and query. */
  readonly path: string;
  readonly headers?: Headers;
  readonly body?: Body;
  /** How long the worker may take to begin its answer, in milliseconds. */
  readonly deadline: number;
}

/**
 * Asks a worker in the caller's name: who calls, from where, and in which trace is said here and nowhere else.
 *
 * @throws AppError `service.unavailable` when it does not answer in time
 */
export async function askDoor(
  call: Call,
  worker: Behind,
  { method = "GET", path, headers = new Headers(), body = null, deadline }: Asked,
): Promise<Response> {
  headers.set(ACTOR_HEADER, encodeActor(call.actor));
  headers.set("x-client-address", call.address);
  headers.set("x-request-id", call.requestId);
  headers.set("traceparent", call.traceparent);
  const bookmark = call.bookmarks.of(worker);
  if (bookmark) headers.set("x-bookmark", bookmark);
  const given = new AbortController();
  const clock = setTimeout(() => given.abort(new Error(`${worker} took longer than ${deadline} ms`)), deadline);
  try {
    const request = new Request(`https://${worker}${path}`, {
      method,
      headers,
      body,
      signal: given.signal,
      redirect: "manual",
    });
    const answer = await call.env[DOORS[worker]].fetch(request);
    call.bookmarks.keep(worker, answer.headers.get("x-bookmark"));
    return answer;
  } catch (error) {
    logError("door.failed", error, { peer: worker, requestId: call.requestId });
    throw new AppError("service.unavailable", { cause: error });
  } finally {
    clearTimeout(clock);
  }
}
