import { catalogue, type Listener } from "../events/catalogue.ts";
import type { Envelope } from "../events/event.ts";

/** What queues may make of a history: each event three times, late, in any order, in batches of any size. */

const TIMES = 3;
const MOST_IN_A_BATCH = 12;
/** The disorders that each history is told in; a failure names its seed. */
export const SEEDS = Array.from({ length: 12 }, (_, n) => n + 1);
/** Those of them that are also told with several batches at the same moment. */
export const SEEDS_AT_ONCE = SEEDS.slice(0, 6);
/** How many these are. */
export const AT_ONCE = 4;
/** How long many stories may take on a machine that has others to serve, in milliseconds. */
export const SLOW = 180_000;

export type Batches = readonly (readonly Envelope[])[];

/** Whole numbers below a limit, the same for the same seed: the high bits of a congruential generator. */
function chance(seed: number) {
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  return (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** As it happened, once. */
export const inOrder = (history: readonly Envelope[]): Batches => history.map((event) => [event]);

/** Mixed by Fisher and Yates, and cut. */
export function inDisorder(history: readonly Envelope[], seed: number): Batches {
  const below = chance(seed);
  const mixed = Array.from({ length: TIMES }, () => history).flat();
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const at = below(last + 1);
    [mixed[last], mixed[at]] = [mixed[at] as Envelope, mixed[last] as Envelope];
  }
  const batches: Envelope[][] = [];
  while (mixed.length > 0) batches.push(mixed.splice(0, 1 + below(MOST_IN_A_BATCH)));
  return batches;
}

/** Whether one event was first heard before another; one that never came was not. */
export function hearings(batches: Batches) {
  const first = [...new Set(batches.flat().map(({ id }) => id))];
  const at = new Map(first.map((id, n) => [id, n]));
  return (one: Envelope, other: Envelope): boolean =>
    (at.get(one.id) ?? Number.POSITIVE_INFINITY) < (at.get(other.id) ?? Number.POSITIVE_INFINITY);
}

/** What the catalogue brings to a listener and a history leaves out: none, or its test proves too little. */
export function leftOut(history: readonly Envelope[], listener: Listener): string[] {
  const told = new Set(history.map(({ type }) => type));
  const heard = Object.entries(catalogue).filter(([, { to }]) => (to as readonly Listener[]).includes(listener));
  return heard.map(([type]) => type).filter((type) => !told.has(type));
}

/** An id wherever it stands, also in an address. */
const ID = /[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}/gi;

/** A name for each id of a history, in the order of their first mention: two tellings of one story have the same names. */
export function naming(history: readonly Envelope[]) {
  const ids = [...new Set(JSON.stringify(history).match(ID))];
  const names = new Map(ids.map((id, n) => [id.toLowerCase(), `${id.slice(0, 4)}${n}`]));
  return {
    knows: (text: string) => text.match(ID)?.some((id) => names.has(id.toLowerCase())) ?? false,
    named: (text: string) => text.replace(ID, (id) => names.get(id.toLowerCase()) ?? id),
  };
}

export type Row = Readonly<Record<string, unknown>>;

/** Reads of a database what it holds of a history: of a table, the rows that name something of it, with names for its ids and without some columns. */
export function remembered(db: D1Database, history: readonly Envelope[]) {
  const { knows, named } = naming(history);
  return async (table: string, ...without: readonly string[]): Promise<Row[]> => {
    const { results } = await db.prepare(`select * from ${table}`).all<Record<string, unknown>>();
    return results
      .map((row) => JSON.stringify(row))
      .filter(knows)
      .map((row) => Object.entries(JSON.parse(named(row)) as Row).filter(([column]) => !without.includes(column)))
      .map((row): Row => Object.fromEntries(row))
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  };
}

/** The events of a history that have no `heard` row, or one with a refusal. */
export async function notActedOn(db: D1Database, history: readonly Envelope[]): Promise<string[]> {
  const { results } = await db
    .prepare("select event_id, refusal from heard")
    .all<{ event_id: string; refusal: string }>();
  const heard = new Map(results.map(({ event_id, refusal }) => [event_id, refusal]));
  return history
    .filter(({ id }) => heard.get(id) !== null)
    .map(({ type, subject, version }) => `${type} ${subject} v${version}`);
}

type Deliver = (
  ...envelopes: readonly Envelope[]
) => Promise<{ readonly retryMessages: readonly { readonly msgId: string }[] }>;

/** How often a queue brings again what others were faster with, before it gives up. */
const TRIES = 10;

/** Brings batches as a queue does, so many at the same moment; answers what would end among the dead letters: one by one, what fails once. */
export async function bring(deliver: Deliver, batches: Batches, atOnce = 1): Promise<Envelope[]> {
  const most = atOnce === 1 ? 1 : TRIES;
  const waiting = batches.map((events) => ({ events, tries: 0 }));
  const dead: Envelope[] = [];
  while (waiting.length > 0) {
    const taken = waiting.splice(0, atOnce);
    const results = await Promise.all(taken.map(({ events }) => deliver(...events)));
    for (const [n, { retryMessages }] of results.entries()) {
      const { events = [], tries = 0 } = taken[n] ?? {};
      const again = events.filter((_, at) => retryMessages.some(({ msgId }) => msgId === `${at}`));
      if (again.length > 0 && tries + 1 < most) waiting.push({ events: again, tries: tries + 1 });
      else dead.push(...again);
    }
  }
  return dead;
}
