import type { Actor, Grant, Person } from "../core/actor.ts";
import { type Id, type Noun, newId } from "../core/ids.ts";
import type { WorkerName } from "../core/workers.ts";
import type { EventName } from "../events/catalogue.ts";
import type { Envelope } from "../events/event.ts";
import type { Said } from "../events/said.ts";
import { ACTOR_HEADER, encodeActor } from "../worker/identity.ts";

/** The words of our tests: who acts, on what, and what was written. */

export const anId = <N extends Noun>(noun: N): Id<N> => newId(noun, Date.now());

/** A verified person who has just signed in, with these grants. */
export const person = (grants: readonly Grant[] = [], id = anId("user")): Person => ({
  kind: "person",
  id,
  sid: anId("session"),
  authAt: Date.now(),
  locale: "en",
  verified: true,
  grants,
});

export const manager = (on: Grant["on"]): Person => person([{ role: "manager", on }]);
export const admin = (): Person => person([{ role: "admin", on: "*" }]);
export const NOBODY: Actor = { kind: "nobody" };

// biome-ignore lint/suspicious/noExplicitAny: a test asserts what is in it
type Answer = any;

/** A worker's Door as the gateway sees it. */
export interface Door {
  fetch(request: Request): Promise<Response> | Response;
}

export interface Told<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** `as(door, actor)` speaks to a worker in somebody's name: `await as(door, resident).post("/v1/…", { … })`. */
export function as(door: Door, actor: Actor) {
  const send = async <T = Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Told<T>> => {
    const response = await door.fetch(
      new Request(`https://door${path}`, {
        method,
        headers: {
          [ACTOR_HEADER]: encodeActor(actor),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as T };
  };
  return {
    get: <T = Answer>(path: string, headers?: Record<string, string>) => send<T>("GET", path, undefined, headers),
    post: <T = Answer>(path: string, body?: unknown, headers?: Record<string, string>) =>
      send<T>("POST", path, body, headers),
    patch: <T = Answer>(path: string, body: unknown, headers?: Record<string, string>) =>
      send<T>("PATCH", path, body, headers),
    put: <T = Answer>(path: string, body: unknown, headers?: Record<string, string>) =>
      send<T>("PUT", path, body, headers),
    delete: <T = Answer>(path: string, headers?: Record<string, string>) => send<T>("DELETE", path, undefined, headers),
  };
}

/** An event as it arrives in a listener's queue. */
export function arrived<N extends EventName>(from: WorkerName, said: Said<N>, more: Partial<Envelope> = {}): Envelope {
  const { type, subject, building, version, person: whose, data } = said;
  return {
    specversion: "1.0",
    id: anId("event"),
    source: `/${from}`,
    type,
    time: new Date().toISOString(),
    subject,
    datacontenttype: "application/json",
    dataschema: `urn:courtyard:${type}:1`,
    data,
    version,
    actor: "nobody",
    ...(building && { building }),
    ...(whose && { person: whose }),
    ...more,
  };
}

/** The envelopes that wait in a worker's outbox, the oldest first; the audit records among them only if asked for. */
export async function written(db: D1Database, { audit = false } = {}): Promise<Envelope[]> {
  const { results } = await db.prepare("select envelope from outbox order by id").all<{ envelope: string }>();
  return results
    .map(({ envelope }) => JSON.parse(envelope) as Envelope)
    .filter(({ type }) => audit || type !== "audit.recorded");
}
