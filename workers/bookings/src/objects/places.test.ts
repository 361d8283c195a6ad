import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { hours, type Instant, minutes } from "#shared/core/time";
import { aPlaceWish, inMadrid, TERRACE } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import type { Env } from "../call.ts";
import { Places } from "./places.ts";

const NOW = inMadrid("2097-06-04T09:00");
const FIRST = inMadrid("2097-06-05T10:00");
const OTHERS = 500;
const { CALENDARS } = env as unknown as Env;

const placeAt = (startAt: Instant, more: Partial<Parameters<Places["add"]>[0]> = {}): Parameters<Places["add"]>[0] => {
  const { wait: _, hold: __, rules: ___, finished: ____, ...place } = aPlaceWish();
  return {
    ...place,
    ...{ bookingId: anId("booking"), userId: anId("user"), unitId: anId("unit"), requestKey: anId("booking") },
    ...{ startAt, endAt: startAt + minutes(30), state: "confirmed", approval: "none", holdUntil: null },
    ...{ queuedAt: null, checkInUntil: null, kept: null, version: 0 },
    ...more,
  };
};

/** How many rows each question reads in a calendar that others fill for weeks. */
function reading(sql: SqlStorage, ask: (places: Places) => unknown): number {
  let read = 0;
  const counted = {
    exec: (...statement: Parameters<SqlStorage["exec"]>) => {
      const cursor = sql.exec(...statement);
      const rows = cursor.toArray();
      read += cursor.rowsRead;
      return { toArray: () => rows, one: () => rows[0] };
    },
  } as unknown as SqlStorage;
  const places = new Places(counted);
  read = 0;
  ask(places);
  return read;
}

it("is asked about one time, one person or the clock, and reads nothing of the hundreds of other places", async () => {
  const read = await runInDurableObject(CALENDARS.getByName(anId("calendar")), (_, { storage: { sql } }) => {
    const places = new Places(sql);
    for (let at = 0; at < OTHERS; at += 1) places.add(placeAt(FIRST + hours(at)), null);
    const mine = placeAt(FIRST + hours(3) + minutes(30));
    places.add(mine, null);
    const time = { startAt: mine.startAt, endAt: mine.endAt };
    return {
      between: reading(sql, (all) => all.between(mine.resourceId, time, NOW)),
      seatsBetween: reading(sql, (all) => all.seatsBetween(mine.resourceId, time, NOW)),
      ofRequest: reading(sql, (all) => all.ofRequest(mine.requestKey)),
      ofHousehold: reading(sql, (all) => all.ofHousehold(mine, NOW)),
      waitingFor: reading(sql, (all) => all.waitingFor(time)),
      nextInQueue: reading(sql, (all) => all.nextInQueue(NOW)),
      dropPast: reading(sql, (all) => all.dropPast(NOW)),
      takeExpired: reading(sql, (all) => all.takeExpired(NOW)),
      takeDue: reading(sql, (all) => all.takeDue(NOW, 50, NOW)),
      nextDue: reading(sql, (all) => all.nextDue()),
    };
  });
  expect(Object.entries(read).filter(([, rows]) => rows > 8)).toEqual([]);
});

it("finds what a longer place takes, added, moved or kept, however short the others are", async () => {
  const found = await runInDurableObject(CALENDARS.getByName(anId("calendar")), (_, { storage: { sql } }) => {
    const places = new Places(sql);
    const long = placeAt(FIRST, { endAt: FIRST + hours(100) });
    const moved = placeAt(FIRST + hours(200));
    for (const place of [placeAt(FIRST), long, moved]) places.add(place, null);
    const to = { startAt: moved.startAt, endAt: moved.startAt + hours(120), attendees: moved.attendees, guests: 0 };
    places.change(moved, to, null);
    const back = { startAt: moved.startAt, endAt: moved.endAt, attendees: moved.attendees, guests: 0 };
    places.change({ ...moved, ...to }, { ...back, kept: to }, null);
    const at = (startAt: Instant, inWhich: Places) =>
      inWhich.between(TERRACE.id, { startAt, endAt: startAt + minutes(1) }, NOW).map(({ bookingId }) => bookingId);
    const last = [FIRST + hours(99), moved.startAt + hours(119)] as const;
    // Once in the one that wrote them, once as the calendar wakes.
    return {
      long: long.bookingId,
      moved: moved.bookingId,
      at: [places, new Places(sql)].map((all) => last.map((one) => at(one, all))),
    };
  });
  expect(found.at).toEqual([
    [[found.long], [found.moved]],
    [[found.long], [found.moved]],
  ]);
});
