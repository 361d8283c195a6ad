import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "#shared/core/actor";
import type { Home } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import { days, hours, type Instant, toIso } from "#shared/core/time";
import type { Envelope } from "#shared/events/event";
import { aSharedCalendar, aTerrace, from, inMadrid } from "#shared/testing/bookings";
import {
  AT_ONCE,
  type Batches,
  bring,
  hearings,
  inDisorder,
  inOrder,
  leftOut,
  naming,
  notActedOn,
  remembered,
  SEEDS,
  SEEDS_AT_ONCE,
  SLOW,
} from "#shared/testing/disorder";
import { aBuilding, aResident, residencyKnowing } from "#shared/testing/projection";
import { at, deliver as delivering } from "#shared/testing/queue";
import { anId, arrived, as, manager, person, written } from "#shared/testing/story";
import type { Env } from "../call.ts";
import worker from "../index.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
/** The homes that residency knows: those of every history, as they are in the end. */
const homes: Home[] = [];
const deliver = delivering(worker, "bookings", { ...ours, RESIDENCY: residencyKnowing(homes) });

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

interface House {
  readonly id: Id<"building">;
  readonly organisationId: Id<"organisation">;
}
type Word = "building.created" | "building.updated";

const built = (type: Word, { id, organisationId }: House, name: string, version: number) => {
  const facts = { buildingId: id, organisationId, timeZone: "Europe/Madrid", currency: "EUR", locale: "es" };
  return arrived("residency", { type, subject: id, building: id, version, data: { ...facts, name } });
};

const granted = ({ id: userId }: Person, version: number, when: Instant, ...on: readonly string[]) => {
  const grants = on.map((target) => ({ grantId: anId("grant"), role: "manager", on: target, untilAt: null }) as const);
  const said = { type: "user.role_changed", subject: userId, version, data: { userId, grants } } as const;
  return arrived("iam", said, { time: toIso(when) });
};

const deleted = ({ id: userId }: Person, version: number) =>
  arrived("iam", { type: "user.deleted", subject: userId, version, data: { userId } });

/** Somebody's home, as residency tells of it. */
function aHome({ id: userId }: Person, { id: building }: House, unitId: Id<"unit"> = anId("unit")) {
  const home = { userId, unitId, buildingId: building, unitLabel: "3º B", kind: "tenant", fromAt: 0 } as const;
  const about = { subject: anId("residence"), building };
  return {
    begun: (version: number) => arrived("residency", { type: "resident.verified", ...about, version, data: home }),
    ended: (version: number) =>
      arrived("residency", { type: "resident.unverified", ...about, version, data: { ...home, untilAt: NOW } }),
  };
}

/** The homes that a history leaves, the newest word of each. */
function homesSaid(history: readonly Envelope[]): Home[] {
  const said = history.filter(({ type }) => type.startsWith("resident.")).sort((a, b) => a.version - b.version);
  const homeOf = ({ data, version }: Envelope): Home => ({
    ...{ untilAt: null },
    ...(data as Omit<Home, "version">),
    version,
  });
  const last = new Map(said.map((event) => [homeOf(event).unitId, homeOf(event)]));
  return [...last.values()];
}

/** What a building went through, told in order; everything that was done in it was done before any of it is heard. */
async function aHistory() {
  const house = await aBuilding(ours.DB);
  const next = { id: anId("building"), organisationId: anId("organisation") };
  const [boss, loses, regains] = [manager(house.id), manager(house.id), manager(house.id)];
  const [keeps, quits] = [manager(house.id), manager(house.id)];
  const staff = as(door, boss);
  const units = { leaves: anId("unit"), moves: anId("unit"), both: anId("unit") };
  const live = (unitId = anId("unit")) => aResident(ours.DB, house, { unitId });
  const [leaves, moves, both] = [await live(units.leaves), await live(units.moves), await live(units.both)];
  const [stays, gone, comes] = [await live(), await live(), person()];

  const terrace = await aTerrace(door, house, { capacity: 12, name: "Terrace" });
  const hall = await aTerrace(door, house, { name: "Hall", offerMinutes: 30 });
  const shared = await aSharedCalendar(door, house);
  const gym = await aTerrace(door, house, { name: "Gym", calendarId: shared });
  const book = async (who: Person, { id }: { id: string }, n: number, more = {}) =>
    (await as(door, who).post(`/v1/resources/${id}/bookings`, from(TEN + hours(n), 1, more))).body;
  for (const who of [leaves, moves, both, stays, gone]) await book(who, terrace, 0);
  await book(leaves, hall, 0);
  await book(stays, hall, 0, { wait: true });
  await book(gone, gym, 3);
  await as(door, quits).post(`/v1/resources/${terrace.id}/bookings`, from(TEN + days(1), 1, { userId: stays.id }));
  const given = await book(stays, terrace, 2);
  await as(door, stays).post(`/v1/bookings/${given.id}/cancel`);
  await book(stays, hall, 6);
  await book(leaves, hall, 6, { wait: true });
  await book(gone, hall, 7, { hold: true });
  await staff.post(`/v1/resources/${hall.id}/blackouts`, from(TEN + hours(6), 2, { reason: "Paint" }));
  const feeds = `/v1/resources/${terrace.id}/calendar-feeds`;
  for (const who of [loses, regains, keeps, quits]) await as(door, who).post(feeds, { name: "Terrace" });
  const first = { "if-match": '"v1"' };
  await staff.patch(`/v1/resources/${terrace.id}`, { capacity: 11 }, first);
  await staff.patch(`/v1/calendars/${shared}`, { concurrent: 2 }, first);

  const heard = ["resource.updated", "calendar.updated", "booking.cancelled"];
  const key = ({ type, version, data }: Envelope) => {
    const { name, startAt, fromStatus } = data as { name?: string; startAt?: Instant; fromStatus?: string };
    return `${type} ${name} ${version} ${startAt} ${fromStatus}`;
  };
  const own = (await written(ours.DB))
    .filter(({ building, type }) => building === house.id && heard.includes(type))
    .sort((a, b) => key(a).localeCompare(key(b)));
  const [left, right] = [aHome(leaves, house, units.leaves), aHome(both, house, units.both)];
  const [from1, to2, came] = [aHome(moves, house, units.moves), aHome(moves, house), aHome(comes, house)];
  const [ended, erased] = [right.ended(2), deleted(both, 4)];
  const history = [
    ...own,
    ...[built("building.updated", house, "Second", 2), built("building.updated", house, "Third", 3)],
    ...[built("building.created", next, "New", 1), built("building.updated", next, "Newer", 2)],
    ...[granted(loses, 2, NOW - 9, house.id), granted(regains, 2, NOW - 8, house.organisationId)],
    ...[granted(keeps, 2, NOW - 7, house.id), granted(quits, 2, NOW - 6, house.id), granted(loses, 3, NOW)],
    ...[granted(regains, 3, NOW + 1), granted(regains, 4, NOW + 2, house.id)],
    granted(keeps, 3, NOW + 3, next.id, house.organisationId),
    ...[left.ended(2), to2.begun(1), from1.ended(2), came.begun(1), came.ended(2), came.begun(3)],
    ...[ended, erased, deleted(gone, 3), deleted(quits, 3)],
  ];
  homes.push(...homesSaid(history));
  return { history, house, boss, both, ended, erased, resources: [terrace, hall, gym] };
}
/** Calendar and book have the same, and neither waits for a word of the other. */
const AGREED = { unsettled: 0, difference: null };

type History = Awaited<ReturnType<typeof aHistory>>;

/** All that bookings keeps of it, in the book and in its calendars, and says of it; without the ids it made up. */
async function whatIsLeft({ history, house, resources }: History) {
  const { named } = naming(history);
  const rowsOf = remembered(ours.DB, history);
  const calendars = resources.map(({ calendarId }) => ours.CALENDARS.getByName(calendarId));
  for (const calendar of calendars) await runDurableObjectAlarm(calendar);
  const look = (calendar: (typeof calendars)[number]) =>
    runInDurableObject(calendar, (_, { storage: { sql } }) =>
      [
        ...sql.exec("select user_id, state, start_at, hold_until from places"),
        ...sql.exec("select version, rules ->> 'capacity' as capacity from rules"),
        ...sql.exec("select sharing ->> 'version' as shared from calendar"),
      ]
        .map((row) => named(JSON.stringify(row)))
        .sort(),
    );
  const said = (await written(ours.DB)).filter(({ building }) => building === house.id);
  return {
    places: await rowsOf("places"),
    homes: await rowsOf("homes", "unit_id"),
    runners: await rowsOf("runners"),
    feeds: await rowsOf("calendar_feeds", "id", "secret_hash"),
    bookings: await rowsOf("bookings", "id", "calendar_id", "request_key", "unit_id"),
    calendars: await Promise.all(calendars.map(look)),
    cancelled: said
      .filter(({ type }) => type === "booking.cancelled")
      .map(({ data }) => data as { userId: string; cause: string })
      .map(({ userId, cause }) => `${named(userId)}: ${cause}`)
      .sort(),
  };
}

/** Tells a history of its own, in this way. */
async function tell(disturb: (history: readonly Envelope[]) => Batches, story: string, atOnce = 1) {
  const scene = await aHistory();
  expect(leftOut(scene.history, "bookings"), "not in the history").toEqual([]);
  const batches = disturb(scene.history);
  expect(await bring(deliver, batches, atOnce), `${story}: dead letters`).toEqual([]);
  expect(await notActedOn(ours.DB, scene.history), story).toEqual([]);
  const { cancelled, ...left } = await whatIsLeft(scene);
  for (const { id } of scene.resources)
    expect((await as(door, scene.boss).get(`/v1/resources/${id}/calendar`)).body, story).toMatchObject(AGREED);
  const both = naming(scene.history).named(scene.both.id);
  /** Of who moved out and was deleted, as either word may be heard first. */
  const isEither = (word: string) => word.startsWith(`${both}:`);
  return {
    ...{
      left: { ...left, cancelled: cancelled.filter((word) => !isEither(word)) },
      either: cancelled.filter(isEither),
    },
    cause: hearings(batches)(scene.ended, scene.erased) ? `${both}: moved_out` : `${both}: person`,
  };
}

describe("every event that bookings hears", { timeout: SLOW }, () => {
  it("three times, late and in any order, leaves what it leaves once and in order, and each end its cause that was heard first", async () => {
    const once = await tell(inOrder, "in order");
    expect([once.left.bookings.length, once.left.cancelled.length, once.left.feeds.length]).toEqual([13, 8, 1]);
    for (const seed of SEEDS) {
      const { left, either, cause } = await tell((history) => inDisorder(history, seed), `seed ${seed}`);
      expect(left, `seed ${seed}`).toEqual(once.left);
      expect(either, `seed ${seed}`).toEqual([cause]);
    }
  });

  it("leaves it too when several batches are heard at the same moment", async () => {
    const once = await tell(inOrder, "in order");
    for (const seed of SEEDS_AT_ONCE) {
      const { left, either } = await tell((history) => inDisorder(history, seed), `seed ${seed}`, AT_ONCE);
      expect(left, `seed ${seed}`).toEqual(once.left);
      expect(either, `seed ${seed}`).toHaveLength(1);
    }
  });
});
