import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, hours, minutes, toIso } from "#shared/core/time";
import { aTerrace, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { anId, as, NOBODY, person, written } from "#shared/testing/story";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 60_000;
const door = exports.Door({ props: { caller: "gateway" } });

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

interface Problem {
  readonly code: string;
  readonly requestId: string;
}
type Who = ReturnType<typeof as>;

const RULES = {
  ...{ mode: "free", stepMinutes: 30, minMinutes: 30, maxMinutes: 120, capacity: 3 },
  ...{ bufferBeforeMinutes: 15, bufferAfterMinutes: 15, noticeMinutes: 60, windowDays: 3, concurrent: 4, maxGuests: 2 },
  quotas: [
    { per: "person", window: "day", most: 2 },
    { per: "household", window: "week", most: 5 },
    { per: "household", window: "week", most: 3, counts: "guests" },
  ],
};

/** A source of numbers below `n` that is the same in every run (Park and Miller's generator). */
function numbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % n;
  };
}

/** Mostly one that keeps the rules, so that what is taken and how much of it decides; now and then one that breaks one. */
function aWish(below: (n: number) => number) {
  const isOdd = below(4) === 0;
  const day = isOdd ? below(6) - 1 : below(2);
  const step = isOdd ? below(30) - 2 : below(10);
  const startAt = TEN + days(day) + minutes(30 * step + (isOdd && below(4) === 0 ? 7 : 0));
  const long = isOdd ? [0, 15, 60, 121][below(4)] : [30, 60, 90, 120][below(4)];
  const attendees = 1 + below(isOdd ? 4 : 3);
  const people = { attendees, guests: below(isOdd ? 4 : attendees), hold: below(3) === 0 };
  return { startAt: toIso(startAt), endAt: toIso(startAt + minutes(long ?? 60)), ...people };
}

const withoutId = ({ requestId: _, ...problem }: Problem) => problem;

/** Asks first, then books, and compares. Says what became of it. */
async function askedAndDone(who: Who, book: string, wish: Record<string, unknown>, key?: string): Promise<string> {
  const headers = { "accept-language": "es", ...(key && { "idempotency-key": key }) };
  const asked = await who.post(`${book}?dryRun=true`, wish, headers);
  expect(asked.status).toBe(200);
  const done = await who.post(book, wish, headers);
  const { wouldBook, bookingId, problem } = asked.body;
  expect({ wish, wouldBook }).toEqual({ wish, wouldBook: done.status === 201 });
  if (!wouldBook) {
    expect(withoutId(problem)).toEqual(withoutId(done.body));
    expect(problem.status).toBe(done.status);
    return done.body.code;
  }
  expect(problem).toBeNull();
  if (bookingId === null) return "booked";
  expect(done.body.id).toBe(bookingId);
  return "booked before";
}

describe("a booking that is asked for and not made", { timeout: SLOW }, () => {
  it.each([1, 2, 3])("is told what the real request then gets, whatever is asked (seed %i) [BKG-63]", async (seed) => {
    const building = await aBuilding(env.DB);
    const terrace = await aTerrace(door, building, RULES);
    const book = `/v1/resources/${terrace.id}/bookings`;
    const unitId = anId("unit");
    const people = await Promise.all(
      [{ unitId }, { unitId }, {}, { untilAt: TEN + days(1) }].map((home) => aResident(env.DB, building, home)),
    );
    const below = numbers(seed);
    const seen = new Set<string>();
    const asked: { by: number; wish: Record<string, unknown>; key: string | undefined }[] = [];
    for (let n = 0; n < 120; n += 1) {
      // Now and then what somebody asked before; now and then one of what was booked is given up.
      const again = below(5) === 0 ? asked[below(asked.length + 1)] : undefined;
      const key = below(3) === 0 ? `k${below(6)}` : undefined;
      const { by, wish, ...last } = again ?? { by: below(people.length), wish: aWish(below), key };
      const who = as(door, people[by] ?? person());
      asked.push({ by, wish, key: last.key });
      seen.add(await askedAndDone(who, book, wish, last.key));
      if (below(6) === 0)
        for (const { id } of (await who.get("/v1/me/bookings")).body.items.slice(0, 1)) {
          await who.post(`/v1/bookings/${id}/cancel`);
        }
      if (below(15) === 0) vi.setSystemTime(Date.now() + minutes(6));
    }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...["booked", "booked before", "booking.slot_taken", "booking.over_quota", "idempotency.key_reused"],
      ]),
    );
    expect(seen.size).toBeGreaterThan(8);
  });

  it("changes nothing, in one round trip: the time is free for others, and nothing is said [BKG-63]", async () => {
    const building = await aBuilding(env.DB);
    const terrace = await aTerrace(door, building);
    const [resident, neighbour] = [await aResident(env.DB, building), await aResident(env.DB, building)];
    const book = `/v1/resources/${terrace.id}/bookings`;
    const wish = { startAt: toIso(TEN), endAt: toIso(TEN + hours(1)) };
    const before = await written(env.DB, { audit: true });
    const asked = await as(door, resident).post(`${book}?dryRun=true`, wish, { "idempotency-key": "k" });
    expect(asked).toMatchObject({ status: 200, body: { wouldBook: true, bookingId: null, problem: null } });
    expect(asked.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    expect(asked.headers.get("location")).toBeNull();
    expect(await written(env.DB, { audit: true })).toHaveLength(before.length);
    expect((await as(door, resident).get("/v1/me/bookings")).body.items).toEqual([]);
    expect((await as(door, neighbour).post(book, wish)).status).toBe(201);
    expect((await as(door, resident).post(`${book}?dryRun=false`, wish, { "idempotency-key": "k" })).status).toBe(409);
  });

  it("under a key is told what the key was answered, also once that is given up, and no other's [BKG-63]", async () => {
    const building = await aBuilding(env.DB);
    const terrace = await aTerrace(door, building);
    const [resident, neighbour] = [await aResident(env.DB, building), await aResident(env.DB, building)];
    const [who, other] = [as(door, resident), as(door, neighbour)];
    const book = `/v1/resources/${terrace.id}/bookings`;
    const wish = { startAt: toIso(TEN), endAt: toIso(TEN + hours(1)) };
    const key = { "idempotency-key": "k" };
    const { body: made } = await who.post(`${book}?dryRun=false`, wish, key);
    const known = { wouldBook: true, bookingId: made.id, status: "confirmed", waitlistPosition: null, problem: null };
    for (const step of ["", "/cancel"]) {
      if (step) await who.post(`/v1/bookings/${made.id}${step}`);
      expect(await who.post(`${book}?dryRun=true`, wish, key)).toMatchObject({ status: 200, body: known });
      expect(await who.post(book, wish, key)).toMatchObject({
        status: 201,
        body: { id: made.id, status: "confirmed" },
      });
    }
    const asked = await who.post(`${book}?dryRun=true`, { ...wish, attendees: 2 }, key);
    const told = { code: "idempotency.key_reused", status: 422 };
    expect(asked).toMatchObject({ status: 200, body: { wouldBook: false, bookingId: null, problem: told } });
    expect((await other.post(`${book}?dryRun=true`, wish, key)).body).toMatchObject({ ...known, bookingId: null });
  });

  it("is not told to whom may not book, and not in a question that is none", async () => {
    const building = await aBuilding(env.DB);
    const terrace = await aTerrace(door, building);
    const path = `/v1/resources/${terrace.id}/bookings?dryRun=`;
    const wish = { startAt: toIso(TEN), endAt: toIso(TEN + hours(1)) };
    const owner = await aResident(env.DB, building, { kind: "offsite_owner" });
    expect((await as(door, owner).post(`${path}true`, wish)).body.code).toBe("access.not_a_resident");
    expect((await as(door, NOBODY).post(`${path}true`, wish)).status).toBe(401);
    expect((await as(door, owner).post(`${path}perhaps`, wish)).body.code).toBe("request.invalid");
  });
});
