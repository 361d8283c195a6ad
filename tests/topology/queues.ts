import type { Consumer, Setup } from "../../scripts/setups.ts";

/** How every listener takes its queue; `queues` without these settings behave one way on a laptop and another in production. */
const LISTENING = { max_batch_size: 50, max_batch_timeout: 1, max_retries: 50 } as const;

interface Entry {
  readonly from: string;
  readonly to: readonly string[];
  readonly replay: readonly string[];
  readonly event: { readonly type: string };
}

/** What the catalogue and the queues do not agree on. */
export function queueFaults(setups: readonly Setup[], listeners: readonly string[]): string[] {
  const log = setups.find(({ name }) => name === "events");
  const produced = log?.producers.map(({ queue }) => queue) ?? [];
  const buried = log?.consumers.map(({ queue }) => queue) ?? [];
  return [
    ...listeners.flatMap((listener) => listenerFaults(setups, listener)),
    ...missing(listeners, produced).map((queue) => `events has no producer for ${queue}`),
    ...missing(produced, listeners).map((queue) => `events has a producer for ${queue}, which nobody hears`),
    ...missing(listeners.map(deadOf), buried).map((queue) => `events does not take ${queue}`),
    ...missing(buried, listeners.map(deadOf)).map((queue) => `events takes ${queue}, which is no listener's`),
    ...setups.flatMap(({ name, consumers }) =>
      consumers.flatMap((consumer) =>
        unwritten(consumer).map((key) => `${name} takes ${consumer.queue} without ${key}`),
      ),
    ),
    ...setups.flatMap(({ name, producers, consumers }) => {
      const others =
        name === "events" ? [] : producers.map(({ queue }) => `${name} sends to ${queue}; only events does that`);
      const strange = listeners.includes(name) || name === "events" ? [] : consumers;
      return [
        ...others,
        ...strange.map(({ queue }) => `${name} takes ${queue}, and the catalogue does not know it as a listener`),
      ];
    }),
  ];
}

const unwritten = (consumer: Consumer) =>
  (Object.keys(LISTENING) as (keyof typeof LISTENING)[]).filter((key) => consumer[key] === undefined);

const deadOf = (listener: string): string => `${listener}-dead`;
const missing = (wanted: readonly string[], there: readonly string[]): string[] =>
  wanted.filter((one) => !there.includes(one));

function listenerFaults(setups: readonly Setup[], listener: string): string[] {
  const setup = setups.find(({ name }) => name === listener);
  if (!setup) return [`${listener} is a listener and has no Worker`];
  const [own, ...more] = setup.consumers;
  if (own?.queue !== listener) return [`${listener} does not take its queue`];
  const wanted: Consumer = { queue: listener, ...LISTENING, dead_letter_queue: deadOf(listener) };
  const wrong = (Object.keys(wanted) as (keyof Consumer)[]).filter((key) => own[key] !== wanted[key]);
  return [
    ...more.map(({ queue }) => `${listener} takes ${queue} too`),
    ...wrong.map((key) => `${listener} has ${key} = ${own[key]} instead of ${wanted[key]}`),
  ];
}

/** What is wrong with the catalogue itself. */
export function catalogueFaults(catalogue: Readonly<Record<string, Entry>>, listeners: readonly string[]): string[] {
  const entries = Object.entries(catalogue);
  const deaf = listeners.filter((listener) => !entries.some(([, { to }]) => to.includes(listener)));
  return [
    ...deaf.map((listener) => `${listener} is a listener and hears nothing`),
    ...entries.flatMap(([name, { event, to, replay }]) => [
      ...(event.type === name ? [] : [`${name} is the event ${event.type}`]),
      ...(/^[a-z]+\.[a-z_]+$/.test(name) ? [] : [`${name} is not a noun and a past participle`]),
      ...missing(replay, to).map((listener) => `${name} may be replayed to ${listener}, which does not hear it`),
    ]),
  ];
}
