import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, hours, minutes, toIso } from "#shared/core/time";
import { aSharedCalendar, aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { anId, as, manager } from "#shared/testing/story";
import type { Env } from "../call.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const { CALENDARS, DB } = env as unknown as Env;
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 60_000;
const door = exports.Door({ props: { caller: "gateway" } });

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

type Who = ReturnType<typeof as>;

/** Two rooms of one calendar, and two who live there. */
async function aHouse(calendar: Record<string, unknown> = {}, hall = {}, kitchen = {}) {
  const building = await aBuilding(DB);
  const halls = await aSharedCalendar(door, building, calendar);
  const rooms = [
    await aTerrace(door, building, { name: "Hall", calendarId: halls, ...hall }),
    await aTerrace(door, building, { name: "Kitchen", calendarId: halls, ...kitchen }),
  ] as const;
  const [one, two] = [as(door, await aResident(DB, building)), as(door, await aResident(DB, building))];
  const staff = as(door, manager(building.id));
  const [inHall, inKitchen] = rooms.map(({ id }) => `/v1/resources/${id}`) as [string, string];
  const slots = async (who: Who, room: string) =>
    (await who.get(`${room}/slots?from=2097-06-05&to=2097-06-05`)).body.items as { startAt: string; free: number }[];
  return { building, halls, rooms, one, two, staff, inHall, inKitchen, slots };
}

/** What the calendar has of all of its resources, if the book has the same. */
async function agreed(halls: string, staff: Who, ...rooms: readonly string[]) {
  for (const room of rooms) expect((await staff.get(`${room}/calendar`)).body.difference).toBeNull();
  return runInDurableObject(CALENDARS.getByName(halls), (_, { storage }) =>
    storage.sql.exec("select booking_id from places where state <> 'over'").toArray(),
  );
}

describe("two rooms that block each other", { timeout: SLOW }, () => {
  it("are one of forty's, who ask for either at once; the others learn what is free, and calendar and book agree [BKG-04] [BKG-61]", async () => {
    const { building, halls, staff, inHall, inKitchen } = await aHouse();
    const people = await Promise.all(Array.from({ length: 40 }, () => aResident(DB, building)));
    const told = await Promise.all(
      people.map((who, n) => as(door, who).post(`${n % 2 ? inHall : inKitchen}/bookings`, from(TEN))),
    );
    expect(told.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = told.filter(({ status }) => status !== 201);
    expect(refused).toHaveLength(39);
    for (const { body } of refused)
      expect(body).toMatchObject({ code: "booking.slot_taken", facts: { nextFreeAt: toIso(TEN + hours(1)) } });
    expect(await agreed(halls, staff, inHall, inKitchen)).toHaveLength(1);
  });

  it("show of each other what is taken, with the cleaning of both, and name what is free after it [BKG-03]", async () => {
    const { one, two, inHall, inKitchen, slots } = await aHouse({}, { bufferAfterMinutes: 30 }, { capacity: 9 });
    expect((await one.post(`${inHall}/bookings`, from(TEN + hours(1)))).status).toBe(201);
    const shown = await slots(two, inKitchen);
    expect(shown.slice(0, 4).map(({ free }) => free)).toEqual([9, 0, 0, 9]);
    for (const hour of [1, 2]) {
      const refused = { code: "booking.slot_taken", facts: { nextFreeAt: toIso(TEN + hours(3)) } };
      expect(await two.post(`${inKitchen}/bookings`, from(TEN + hours(hour)))).toMatchObject({ body: refused });
    }
    for (const hour of [0, 3])
      expect((await two.post(`${inKitchen}/bookings`, from(TEN + hours(hour)))).status).toBe(201);
    // Before it the hall needs no cleaning, after it half an hour.
    expect((await slots(one, inHall)).slice(0, 6).map(({ free }) => free)).toEqual([0, 0, 0, 0, 1, 1]);
  });

  it("are shown as they can be booked, whatever is booked [BKG-63]", async () => {
    const buffers = { bufferBeforeMinutes: 15, bufferAfterMinutes: 45 };
    const { building, inHall, inKitchen, slots } = await aHouse({}, { ...buffers, capacity: 2 });
    const people = await Promise.all(Array.from({ length: 6 }, () => aResident(DB, building)));
    for (const [n, [room, hour]] of (
      [
        [inHall, 2],
        [inKitchen, 5],
        [inHall, 2],
        [inKitchen, 9],
      ] as const
    ).entries()) {
      const who = as(door, people[n] ?? (await aResident(DB, building)));
      await who.post(`${room}/bookings`, from(TEN + hours(hour)));
    }
    const asks = as(door, await aResident(DB, building));
    for (const room of [inHall, inKitchen]) {
      for (const { startAt, free } of await slots(asks, room)) {
        const { body } = await asks.post(`${room}/bookings?dryRun=true`, from(Date.parse(startAt)));
        expect({ room, startAt, can: body.wouldBook }).toEqual({ room, startAt, can: free > 0 });
      }
    }
  });

  it("are refused by the book as well, if ever the calendar were wrong", async () => {
    const { halls, one, two, inHall, inKitchen } = await aHouse({}, { bufferAfterMinutes: 30 });
    const next = TEN + days(1);
    const forgotten = [
      await one.post(`${inHall}/bookings`, from(TEN)),
      await one.post(`${inHall}/bookings`, from(next)),
    ];
    await CALENDARS.getByName(halls).release(forgotten.map(({ body }) => body.id));
    for (const hour of [0, 1]) {
      const told = await two.post(`${inKitchen}/bookings`, from(TEN + hours(hour)));
      expect(told).toMatchObject({ status: 409, body: { code: "booking.slot_taken" } });
    }
    const { body: moved } = await two.post(`${inKitchen}/bookings`, from(next + hours(4)));
    const to = await two.patch(`/v1/bookings/${moved.id}`, from(next + hours(1)));
    expect(to.body.code).toBe("booking.slot_taken");
    expect((await two.post(`${inKitchen}/bookings`, from(TEN + hours(2)))).status).toBe(201);
  });

  it("are waited for in one queue, and offered across it [BKG-62]", async () => {
    const offers = { offerMinutes: 30 };
    const { building, halls, staff, one, two, inHall, inKitchen } = await aHouse({}, offers, offers);
    const three = as(door, await aResident(DB, building));
    const { body: has } = await one.post(`${inHall}/bookings`, from(TEN));
    const { body: second } = await two.post(`${inKitchen}/bookings`, from(TEN, 1, { wait: true }));
    const { body: third } = await three.post(`${inHall}/bookings`, from(TEN, 1, { wait: true }));
    expect([second.waitlistPosition, third.waitlistPosition]).toEqual([1, 2]);
    expect((await three.get(`/v1/bookings/${third.id}`)).body.waitlistPosition).toBe(2);
    await one.post(`/v1/bookings/${has.id}/cancel`);
    await vi.waitFor(() => runDurableObjectAlarm(CALENDARS.getByName(halls)));
    expect((await two.get(`/v1/bookings/${second.id}`)).body.status).toBe("offered");
    expect((await three.get(`/v1/bookings/${third.id}`)).body).toMatchObject({
      ...{ status: "waiting", waitlistPosition: 1 },
    });
    expect((await two.post(`/v1/bookings/${second.id}/confirm`)).body.status).toBe("confirmed");
    expect(await agreed(halls, staff, inHall, inKitchen)).toHaveLength(2);
  });

  it("are skipped in a series of one where the other is taken [BKG-08]", async () => {
    const { one, two, inHall, inKitchen } = await aHouse();
    await one.post(`${inHall}/bookings`, from(TEN + days(1)));
    const daily = from(TEN, 1, { rule: "FREQ=DAILY;COUNT=3", conflicts: "skip" });
    const { status, body } = await two.post(`${inKitchen}/booking-series`, daily);
    expect([status, body.bookings.length]).toEqual([201, 2]);
    expect(body.skipped).toMatchObject([{ position: 2, problem: { code: "booking.slot_taken" } }]);
    await one.post(`${inHall}/bookings`, from(TEN + days(4)));
    const whole = from(TEN + days(3), 1, { rule: "FREQ=DAILY;COUNT=3", conflicts: "fail" });
    expect((await two.post(`${inKitchen}/booking-series`, whole)).body.code).toBe("series.conflict");
    expect((await one.post(`${inHall}/bookings`, from(TEN + days(3)))).status).toBe(201);
  });

  it("are made anew from the book one by one, each with its own", async () => {
    const { halls, one, two, staff, inHall, inKitchen } = await aHouse();
    await one.post(`${inHall}/bookings`, from(TEN));
    await two.post(`${inKitchen}/bookings`, from(TEN + hours(1)));
    const calendar = CALENDARS.getByName(halls);
    await runInDurableObject(calendar, (_, { storage }) => storage.sql.exec("DELETE FROM places").toArray());
    expect((await staff.get(`${inHall}/calendar`)).body.difference).toMatchObject({ inCalendar: null });
    for (const room of [inHall, inKitchen])
      expect((await staff.post(`${room}/calendar/rebuild`)).body).toEqual({ bookings: 1 });
    await runDurableObjectAlarm(calendar);
    expect(await agreed(halls, staff, inHall, inKitchen)).toHaveLength(2);
    expect((await two.post(`${inKitchen}/bookings`, from(TEN))).body.code).toBe("booking.slot_taken");
  });

  it("let each other be once they no longer do, at once", async () => {
    const { halls, one, two, staff, inHall, inKitchen, slots } = await aHouse();
    await one.post(`${inHall}/bookings`, from(TEN));
    expect((await two.post(`${inKitchen}/bookings`, from(TEN))).status).toBe(409);
    await staff.patch(`/v1/calendars/${halls}`, { isExclusive: false }, { "if-match": '"v1"' });
    expect((await slots(two, inKitchen))[0]).toMatchObject({ free: 1 });
    expect((await two.post(`${inKitchen}/bookings`, from(TEN))).status).toBe(201);
  });
});

describe("two gyms under one quota", { timeout: SLOW }, () => {
  const quotas = [{ per: "household", window: "week", most: 3 }];

  it("count together, in the calendar's one order, with what is past, and say so by name [BKG-09]", async () => {
    const { building, inHall, inKitchen, one } = await aHouse(
      { name: "Gyms", isExclusive: false, quotas },
      { capacity: 12 },
      { capacity: 12, concurrent: 5 },
    );
    const unitId = anId("unit");
    const family = await Promise.all(Array.from({ length: 4 }, () => aResident(DB, building, { unitId })));
    const ask = (who: (typeof family)[number], n: number) =>
      as(door, who).post(`${n % 2 ? inHall : inKitchen}/bookings`, from(TEN + hours(n)));
    const told = await Promise.all(family.flatMap((who) => [0, 1, 2, 3].map((n) => ask(who, n))));
    expect(told.filter(({ status }) => status === 201)).toHaveLength(3);
    const opensAt = toIso(inMadrid("2097-06-10T00:00"));
    const facts = { name: "Gyms", per: "household", window: "week", most: 3, used: 3, opensAt };
    for (const { body } of told.filter(({ status }) => status !== 201))
      expect(body).toMatchObject({ code: "booking.over_quota", facts });
    expect((await one.post(`${inHall}/bookings`, from(TEN))).status).toBe(201);

    at(TEN + hours(30));
    for (const room of [inHall, inKitchen]) {
      const again = await as(door, family[0] ?? (await aResident(DB, building))).post(
        `${room}/bookings`,
        from(TEN + days(3)),
      );
      expect(again).toMatchObject({ body: { code: "booking.over_quota", facts: { used: 3 } } });
    }
  });
});

describe("a booking of what shares a calendar, asked and not made", { timeout: SLOW }, () => {
  it.each([1, 2])("is told what the real request then gets, whatever is asked (seed %i) [BKG-63]", async (seed) => {
    const rules = { mode: "free", stepMinutes: 30, offerMinutes: 30 };
    const { building, inHall, inKitchen } = await aHouse(
      { quotas: [{ per: "person", window: "day", most: 3 }], concurrent: 5 },
      { ...rules, capacity: 3, bufferAfterMinutes: 30 },
      { ...rules, capacity: 2, bufferBeforeMinutes: 15, quotas: [{ per: "person", window: "week", most: 4 }] },
    );
    const people = await Promise.all([0, 1, 2, 3].map(() => aResident(DB, building)));
    let state = seed;
    const below = (n: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % n;
    };
    const seen = new Set<string>();
    for (let n = 0; n < 90; n += 1) {
      const who = as(door, people[below(4)] ?? (await aResident(DB, building)));
      const startAt = TEN + days(below(3)) + minutes(30 * below(16));
      const wish = {
        ...{ startAt: toIso(startAt), endAt: toIso(startAt + minutes(30 * (1 + below(4)))) },
        ...{ attendees: 1 + below(2), hold: below(4) === 0, wait: below(5) === 0 },
      };
      const book = `${below(2) ? inHall : inKitchen}/bookings`;
      const { body: asked } = await who.post(`${book}?dryRun=true`, wish);
      const { status, body: done } = await who.post(book, wish);
      expect({ wish, wouldBook: asked.wouldBook }).toEqual({ wish, wouldBook: status === 201 });
      if (status === 201)
        expect(done).toMatchObject({ status: asked.status, waitlistPosition: asked.waitlistPosition });
      else expect({ ...asked.problem, requestId: "" }).toEqual({ ...done, requestId: "" });
      seen.add(done.code ?? done.status);
      if (below(5) === 0)
        for (const { id } of (await who.get("/v1/me/bookings")).body.items.slice(0, 1))
          await who.post(`/v1/bookings/${id}/cancel`);
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(["confirmed", "held", "waiting", "booking.slot_taken", "booking.over_quota"]),
    );
  });
});
