import { LISTENERS, type Listener } from "../events/catalogue.ts";
import type { Envelope } from "../events/event.ts";
import { SessionEnded, UserCreated } from "../events/iam.ts";
import { BuildingCreated } from "../events/residency.ts";
import { createApp } from "../worker/app.ts";
import type { Calling } from "../worker/call.ts";
import { commit } from "../worker/commit.ts";
import { hear, type Outcome } from "../worker/consume.ts";

const act = (call: Calling) => commit(call, { save: [], events: [], result: null });
const consumers = {
  "session.ended": { event: SessionEnded, act },
  "user.created": { event: UserCreated, act },
  "building.created": { event: BuildingCreated, act },
};

/**
 * A listener as the log knows it: a queue, and a Door that says what was not heard. Both are the real plumbing over a real
 * database; only what stands between them is in the test's hands: a message waits until it is brought, or is lost.
 */
export function aListener(worker: Listener, db: D1Database) {
  const app = createApp({ worker, contract: {}, listens: true });
  const waitUntil = (_work: Promise<unknown>) => {};
  const waiting: Envelope[] = [];
  const state = { isDown: false, isFull: false, asked: 0 };

  const door = {
    fetch: async (url: string | Request, init?: RequestInit): Promise<Response> => {
      if (state.isDown) return new Response(null, { status: 503 });
      state.asked += 1;
      const context = { waitUntil, passThroughOnException: () => {}, props: { caller: "events" } };
      return app.fetch(
        new Request(url as string, init as RequestInit),
        { DB: db },
        context as unknown as ExecutionContext,
      );
    },
  };
  const queue = {
    sendBatch: async (messages: Iterable<{ body: unknown }>): Promise<void> => {
      if (state.isFull) throw new Error("Queue is overloaded");
      for (const { body } of messages) waiting.push(body as Envelope);
    },
  };
  return {
    state,
    waiting,
    door: door as unknown as Fetcher,
    queue: queue as unknown as Queue,
    /** What waits is lost, as when the process of a local queue dies. */
    lose: () => void waiting.splice(0),
    /** What waits is brought to the consumers; answers what became of each. */
    bring: async (): Promise<Outcome[]> => {
      const outcomes: Outcome[] = [];
      for (const body of waiting.splice(0))
        outcomes.push(await hear(worker, consumers, body, { DB: db }, { waitUntil }));
      return outcomes;
    },
  };
}

/** What a listener's queue of dead letters brings. */
export const deadBatch = (listener: string, bodies: readonly unknown[], acknowledge: () => void = () => {}) =>
  ({
    queue: `${listener}-dead`,
    messages: bodies.map((body) => ({ body, ack: acknowledge, retry: () => undefined })),
  }) as unknown as MessageBatch;

type Listeners = Record<Listener, ReturnType<typeof aListener>>;

/** Every listener of the catalogue, over one database. */
export const everyListener = (db: D1Database) =>
  Object.fromEntries(LISTENERS.map((name) => [name, aListener(name, db)])) as Listeners;

/** The bindings by which `events` reaches them. */
export const boundTo = (listeners: Listeners) =>
  Object.fromEntries(
    LISTENERS.flatMap((name) => [
      [name.toUpperCase(), listeners[name].door],
      [`${name.toUpperCase()}_QUEUE`, listeners[name].queue],
    ]),
  );
