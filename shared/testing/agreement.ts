import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import type { Person } from "../core/actor.ts";
import type { Id } from "../core/ids.ts";
import type { Instant } from "../core/time.ts";
import type { Envelope } from "../events/event.ts";
import { at } from "./queue.ts";
import { as, type Door } from "./story.ts";

/** What calendar and book have of one resource at one moment, and what must hold of them once nothing is under way. */
export interface Look {
  readonly now: Instant;
  readonly capacity: number;
  /** What the domain's own comparison says. */
  readonly agreement: { readonly unsettled: number; readonly difference: unknown };
  readonly places: readonly Kept[];
  readonly bookings: readonly Booked[];
  readonly said: readonly Pick<Envelope, "type" | "subject" | "version">[];
}

interface Taking {
  readonly id: string;
  readonly userId: string;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly attendees: number;
  readonly approval: string;
  readonly holdUntil: Instant | null;
  readonly checkInUntil: Instant | null;
}

export interface Kept extends Taking {
  readonly state: string;
  readonly dueAt: Instant | null;
  readonly keptStartAt: Instant | null;
}

export interface Booked extends Taking {
  readonly status: string;
  readonly requestKey: string;
}

const OPEN = ["held", "requested", "waiting", "offered", "confirmed", "checked_in"];
/** What the calendar keeps for quotas though it is over. */
const USED = ["checked_out", "no_show"];
const TOLD = ["requested", "confirmed", "checked_in", "checked_out", "no_show", "rejected"];

const takes = (state: string, approval: string): boolean =>
  ["held", "offered", "confirmed", "checked_in"].includes(state) || (state === "requested" && approval === "blocking");
const overlap = (a: Taking, b: Taking): boolean => a.startAt < b.endAt && b.startAt < a.endAt;

/** The most seats that are taken at once within a time. */
const seatsIn = (time: Taking, all: readonly Taking[]): number =>
  Math.max(
    0,
    ...[time, ...all]
      .filter(({ startAt }) => startAt >= time.startAt && startAt < time.endAt)
      .map(({ startAt }) =>
        all
          .filter((one) => one.startAt <= startAt && one.endAt > startAt)
          .reduce((sum, { attendees }) => sum + attendees, 0),
      ),
  );

/** Every promise that calendar and book break, in words; none when all are kept. */
export function brokenPromises({ now, capacity, agreement, places, bookings, said }: Look): string[] {
  const faults: string[] = [];
  if (agreement.difference !== null) faults.push(`they differ: ${JSON.stringify(agreement.difference)}`);
  if (agreement.unsettled > 0) faults.push(`${agreement.unsettled} places wait for an answer of the book`);

  const used = new Set(bookings.filter(({ status }) => USED.includes(status)).map(({ id }) => id));
  for (const { id, state, dueAt, holdUntil, keptStartAt } of places) {
    const isOver = state === "over" && (dueAt !== null || !used.has(id));
    if (isOver || keptStartAt !== null) faults.push(`${id}: the calendar keeps what is over`);
    if (dueAt !== null && dueAt <= now) faults.push(`${id}: the book was to be asked, and is not`);
    if (holdUntil !== null && holdUntil <= now) faults.push(`${id}: held past its time in the calendar`);
  }
  for (const one of bookings) {
    const { id, status, startAt, endAt, holdUntil, checkInUntil } = one;
    const isPast =
      (holdUntil !== null && holdUntil <= now) ||
      (status === "requested" && startAt <= now) ||
      (status === "waiting" && endAt <= now) ||
      (status === "confirmed" && checkInUntil !== null && checkInUntil <= now);
    if (isPast) faults.push(`${id}: still ${status} past its time in the book`);
  }
  const open = bookings.filter(({ status }) => OPEN.includes(status));
  for (const [index, one] of open.entries())
    for (const other of open.slice(0, index)) {
      if (one.requestKey === other.requestKey) faults.push(`${other.id} and ${one.id}: two for one request`);
      else if (one.userId === other.userId && overlap(one, other))
        faults.push(`${other.id} and ${one.id}: one person twice at one time`);
    }

  const [taken, live] = [
    places.filter(({ state, approval }) => takes(state, approval)),
    bookings.filter(({ status, approval }) => takes(status, approval)),
  ];
  for (const one of taken) if (seatsIn(one, taken) > capacity) faults.push(`${one.id}: too many seats in the calendar`);
  for (const one of live) if (seatsIn(one, live) > capacity) faults.push(`${one.id}: too many seats in the book`);
  for (const one of places.filter(({ state, endAt }) => state === "waiting" && endAt > now))
    if (seatsIn(one, taken) + one.attendees <= capacity) faults.push(`${one.id}: waits, though there is room`);

  const heard = said.map(({ type, subject, version }) => `${type} ${subject} v${version}`);
  for (const word of new Set(heard.filter((one, index) => heard.indexOf(one) < index)))
    faults.push(`${word}: said twice`);
  for (const { id, status } of bookings.filter((one) => TOLD.includes(one.status))) {
    const times = said.filter(({ type, subject }) => type === "booking.created" && subject === id).length;
    if (times !== 1) faults.push(`${id}: is ${status}, and booking.created was said ${times} times`);
  }
  return faults;
}

/** Where a story about one resource happens. */
export interface Scene {
  readonly door: Door;
  readonly db: D1Database;
  readonly calendar: DurableObjectStub;
  readonly resourceId: Id<"resource">;
  readonly capacity: number;
  readonly boss: Person;
}

const TAKING = `user_id as userId, start_at as startAt, end_at as endAt, attendees, approval, hold_until as holdUntil,
  check_in_until as checkInUntil`;

/** What was said of a resource and its bookings, and waits in the outbox. */
async function saidOf({ db, resourceId }: Scene): Promise<Envelope[]> {
  const { results } = await db
    .prepare("select envelope from outbox where envelope ->> '$.data.resourceId' = ? order by id")
    .bind(resourceId)
    .all<{ envelope: string }>();
  return results.map(({ envelope }) => JSON.parse(envelope) as Envelope);
}

export async function lookAt(scene: Scene): Promise<Look> {
  const { door, db, calendar, resourceId, capacity, boss } = scene;
  const { body: agreement } = await as(door, boss).get(`/v1/resources/${resourceId}/calendar`);
  const places = await runInDurableObject(calendar, (_, { storage }) =>
    storage.sql
      .exec(`select booking_id as id, state, due_at as dueAt, kept_start_at as keptStartAt, ${TAKING} from places`)
      .toArray(),
  );
  const { results } = await db
    .prepare(`select id, status, request_key as requestKey, ${TAKING} from bookings where resource_id = ? order by id`)
    .bind(resourceId)
    .all<Booked & Record<string, unknown>>();
  return {
    ...{ now: Date.now(), capacity, agreement, places: places as unknown as Kept[], bookings: results },
    said: await saidOf(scene),
  };
}

/** More alarms than any story needs: one that rings more often rings for ever. */
const ALARMS_LIMIT = 30;

/** Lets the clock go on to an instant: each alarm rings when it is due, and what was said of the resource is `heard` before it. */
export async function goOn(
  scene: Scene,
  until: Instant,
  heard: (...events: Envelope[]) => Promise<unknown>,
): Promise<void> {
  for (let rung = 0; rung < ALARMS_LIMIT; rung += 1) {
    const said = await saidOf(scene);
    await heard(...said.filter(({ type }) => type === "booking.cancelled" || type === "resource.updated"));
    const alarm = await runInDurableObject(scene.calendar, (_, { storage }) => storage.getAlarm());
    if (alarm === null || alarm > until) {
      at(until);
      return;
    }
    at(Math.max(Date.now(), alarm));
    await runDurableObjectAlarm(scene.calendar);
  }
  throw new Error("the alarm rings for ever");
}
