import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hours, instantOf, minutes, toIso } from "#shared/core/time";
import { aTerrace, everyDay, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { as, manager } from "#shared/testing/story";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-03-01T09:00");
const TEN = inMadrid("2097-03-02T10:00");
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 60_000;
const TWO = 'd1;desc="2 round trips"';
const MADRID = "Europe/Madrid";
const door = exports.Door({ props: { caller: "gateway" } });

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

/** Open all day in a zone, every quarter of an hour. */
async function aHouse(timeZone = MADRID) {
  const building = await aBuilding(env.DB);
  const hours = { openings: everyDay(0, 1440), slotMinutes: 15, timeZone };
  const terrace = await aTerrace(door, building, hours);
  const resident = await aResident(env.DB, building);
  const path = `/v1/resources/${terrace.id}`;
  return { building, path, book: `${path}/bookings`, who: as(door, resident), boss: as(door, manager(building.id)) };
}

/** What the clock shows, without an offset. */
const shown = (startAt: string, endAt: string) => ({ startAt, endAt });
const MORNING = shown("2097-03-02T10:00", "2097-03-02T11:00");

/** Times that no clock there shows, or shows twice, in 2097. */
const CHANGES = [
  { timeZone: MADRID, skipped: "2097-03-31T02:30:00", nextTime: "2097-03-31T03:00:00", twice: "2097-10-27T02:30" },
  {
    ...{ timeZone: "Australia/Lord_Howe", skipped: "2097-10-06T02:15:00", nextTime: "2097-10-06T02:30:00" },
    twice: "2097-04-07T01:45",
  },
];
const FIRST: Readonly<Record<string, string>> = {
  [MADRID]: "2097-10-27T00:30:00.000Z",
  "Australia/Lord_Howe": "2097-04-06T14:45:00.000Z",
};

describe("a time without an offset", { timeout: SLOW }, () => {
  it("is booked by the resource's clock, at no further cost, and answered as an instant [BKG-22]", async () => {
    const { who, book } = await aHouse();
    const told = await who.post(book, MORNING);
    expect(told).toMatchObject({ status: 201, body: { ...from(TEN), status: "confirmed" } });
    expect(told.headers.get("server-timing")).toBe(TWO);
    const again = await who.post(book, shown("2097-03-02T10:00:00", "2097-03-02T11:00:00"));
    expect(again.body.id).toBe(told.body.id);
    expect((await who.post(`${book}?dryRun=true`, MORNING)).body).toMatchObject({ bookingId: told.body.id });
    // The same time in other words is another request.
    expect((await who.post(book, from(TEN))).body).toMatchObject({
      code: "booking.booked_by_you",
      facts: { bookingId: told.body.id },
    });
  });

  it("may be one end, and an instant the other [BKG-22]", async () => {
    const { who, book } = await aHouse();
    const mixed = await who.post(book, { startAt: "2097-03-02T10:00", endAt: toIso(TEN + hours(1)) });
    expect(mixed).toMatchObject({ status: 201, body: from(TEN) });
    const other = await who.post(book, { startAt: "2097-03-02T11:00:00+01:00", endAt: "2097-03-02T12:00" });
    expect(other).toMatchObject({ status: 201, body: from(TEN + hours(1)) });
    const backwards = await who.post(book, { startAt: "2097-03-02T10:00", endAt: toIso(TEN) });
    expect(backwards).toMatchObject({ status: 400, body: { code: "booking.ends_before_start" } });
  });

  it("is under a key what was asked under it, and no other time [BKG-22]", async () => {
    const { who, book } = await aHouse();
    const key = { "idempotency-key": "k" };
    const told = await who.post(book, MORNING, key);
    expect((await who.post(book, MORNING, key)).body).toEqual(told.body);
    expect((await who.post(book, from(TEN), key)).body.code).toBe("idempotency.key_reused");
  });

  it("is moved to, as it is booked, and a dry run says so [BKG-22]", async () => {
    const { who, book } = await aHouse();
    const { body } = await who.post(book, MORNING);
    const path = `/v1/bookings/${body.id}`;
    const asked = await who.patch(`${path}?dryRun=true`, { endAt: "2097-03-02T11:30" });
    expect(asked.body).toMatchObject({ startAt: toIso(TEN), endAt: toIso(TEN + minutes(90)) });
    const moved = await who.patch(path, { startAt: "2097-03-02T12:00", endAt: toIso(TEN + hours(3)) });
    expect(moved).toMatchObject({ status: 200, body: from(TEN + hours(2)) });
    expect(moved.headers.get("server-timing")).toBe(TWO);
  });

  it.each(["Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago"])(
    "is any time where no clock is changed, and closed where it is closed: %s [BKG-22]",
    async (timeZone) => {
      const { who, book, boss, path } = await aHouse(timeZone);
      const startAt = instantOf("2097-03-31T02:30", timeZone);
      const night = shown("2097-03-31T02:30", "2097-03-31T03:00");
      expect((await who.post(book, night)).body).toMatchObject(from(startAt, 0.5));
      const closed = instantOf("2097-04-01T02:30", timeZone);
      expect((await boss.post(`${path}/blackouts`, from(closed, 0.5, { reason: "Paint" }))).status).toBe(201);
      const late = shown("2097-04-01T02:30", "2097-04-01T03:00");
      expect((await who.post(book, late)).body.code).toBe("booking.blackout");
      const series = { ...late, rule: "FREQ=DAILY;COUNT=2", conflicts: "skip" };
      expect((await who.post(`${path}/booking-series`, series)).body.skipped).toMatchObject([
        { position: 1, problem: { code: "booking.blackout" } },
      ]);
    },
  );

  it("tells nobody of a clock who does not live there [BKG-22]", async () => {
    const { book, building } = await aHouse();
    const skipped = shown("2097-03-31T02:30", "2097-03-31T03:30");
    const elsewhere = as(door, await aResident(env.DB, building, { kind: "offsite_owner" }));
    expect(await elsewhere.post(book, MORNING)).toMatchObject({ status: 403 });
    const { building: _, ...other } = await aHouse();
    for (const path of [book, `${book}?dryRun=true`]) {
      const { status, body } = await other.boss.post(path, skipped);
      expect([status, body.code]).not.toContain("time.skipped");
      expect(status).toBeGreaterThanOrEqual(404);
    }
  });

  it("closes nothing: a blackout is said in instants", async () => {
    const { boss, path } = await aHouse();
    const told = await boss.post(`${path}/blackouts`, { ...MORNING, reason: "Paint" });
    expect(told).toMatchObject({ status: 400, body: { code: "request.invalid" } });
    expect(told.body.errors).toMatchObject([
      { path: "/body/startAt", code: "invalid_format", facts: { format: "datetime" } },
      { path: "/body/endAt" },
    ]);
  });
});

describe.each(CHANGES)("in $timeZone", { timeout: SLOW }, ({ timeZone, skipped, nextTime, twice }) => {
  it("a time that the clock skips is refused by its name, with what comes next, wherever it is said [BKG-22]", async () => {
    const { who, book, path } = await aHouse(timeZone);
    const before = toIso(instantOf(nextTime, timeZone) - hours(1));
    const facts = { time: skipped, timeZone, nextTime };
    const problem = { code: "time.skipped", facts };
    for (const body of [shown(skipped.slice(0, 16), nextTime), shown(before, skipped)]) {
      expect(await who.post(book, body)).toMatchObject({ status: 400, body: problem });
      const asked = await who.post(`${book}?dryRun=true`, body);
      expect(asked).toMatchObject({ status: 200, body: { wouldBook: false, status: null, problem } });
      const series = await who.post(`${path}/booking-series`, { ...body, rule: "FREQ=WEEKLY;COUNT=2" });
      expect(series).toMatchObject({ status: 400, body: problem });
    }
    const { body } = await who.post(book, MORNING);
    for (const query of ["", "?dryRun=true"]) {
      const moved = await who.patch(`/v1/bookings/${body.id}${query}`, { startAt: skipped, endAt: nextTime });
      expect(moved).toMatchObject({ status: 400, body: problem });
    }
    const told = await who.post(book, shown(skipped, nextTime), { "accept-language": "es" });
    expect(told.body.detail).toBe(
      `${skipped} no existe en ${timeZone}: el reloj se la salta y sigue a las ${nextTime}.`,
    );
    expect((await who.get("/v1/me/bookings")).body.items).toMatchObject([{ id: body.id }]);
  });

  it("a time that it shows twice is the first of the two, and the second has an offset [BKG-22]", async () => {
    const { who, book } = await aHouse(timeZone);
    const first = instantOf(twice, timeZone);
    expect(toIso(first)).toBe(FIRST[timeZone]);
    const told = await who.post(book, { startAt: twice, endAt: toIso(first + minutes(15)) });
    expect(told).toMatchObject({ status: 201, body: from(first, 0.25) });
    const second = first + (timeZone === MADRID ? hours(1) : minutes(30));
    expect((await who.post(book, from(second, 0.25))).status).toBe(201);
    const path = `/v1/bookings/${told.body.id}`;
    expect((await who.patch(path, from(TEN, 0.25))).body).toMatchObject(from(TEN, 0.25));
    const back = { startAt: twice, endAt: toIso(first + minutes(15)) };
    expect((await who.patch(path, back)).body).toMatchObject(from(first, 0.25));
  });
});
