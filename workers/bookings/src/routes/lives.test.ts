import { runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hours, minutes, toIso } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { anId, as, manager, written } from "#shared/testing/story";
import type { Env } from "../call.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const { CALENDARS, DB } = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

/** A terrace under some rules, three who live there, and a manager. */
async function aHouse(rules: Record<string, unknown> = {}) {
  const building = await aBuilding(DB);
  const terrace = await aTerrace(door, building, rules);
  const people = [await aResident(DB, building), await aResident(DB, building), await aResident(DB, building)] as const;
  const [one, two, three] = people.map((who) => as(door, who)) as [Who, Who, Who];
  const boss = manager(building.id);
  const book = `/v1/resources/${terrace.id}/bookings`;
  const ring = () => runDurableObjectAlarm(CALENDARS.getByName(terrace.calendarId));
  return { building, terrace, people, one, two, three, boss, staff: as(door, boss), book, ring };
}
type Who = ReturnType<typeof as>;

const step = (who: Who, id: string, name: string, body?: unknown) => who.post(`/v1/bookings/${id}/${name}`, body);
const statusOf = async (who: Who, id: string) => (await who.get(`/v1/bookings/${id}`)).body.status;
const saidOf = async (id: string) =>
  (await written(DB))
    .filter(({ subject }) => subject === id)
    .sort((a, b) => a.version - b.version)
    .map(({ type }) => type);
const auditsOf = async (id: string) =>
  (await written(DB, { audit: true })).filter((one) => one.subject === id).map(({ data }) => data);

describe("a waitlist", () => {
  it("tells the place, offers with a countdown, and goes on to the next who may leave at any time [BKG-07]", async () => {
    const { one, two, three, book, ring } = await aHouse({ offerMinutes: 30 });
    const first = await one.post(book, from(TEN));
    const second = await two.post(book, from(TEN, 1, { wait: true }));
    const third = await three.post(book, from(TEN, 1, { wait: true }));
    expect(second).toMatchObject({ status: 201, body: { status: "waiting", waitlistPosition: 1 } });
    expect(third).toMatchObject({ status: 201, body: { status: "waiting", waitlistPosition: 2 } });
    expect(await saidOf(second.body.id)).toEqual([]);

    await step(one, first.body.id, "cancel");
    await ring();
    const offered = await two.get(`/v1/bookings/${second.body.id}`);
    expect(offered.body).toMatchObject({
      status: "offered",
      holdUntil: toIso(NOW + minutes(30)),
      waitlistPosition: null,
    });
    expect(await saidOf(second.body.id)).toEqual(["booking.waitlist_offered"]);
    expect((await three.get(`/v1/bookings/${third.body.id}`)).body).toMatchObject({ waitlistPosition: 1 });

    at(NOW + minutes(30));
    await ring();
    await ring();
    expect(await statusOf(two, second.body.id)).toBe("lapsed");
    expect(await saidOf(second.body.id)).toEqual(["booking.waitlist_offered", "booking.expired"]);
    expect((await step(two, second.body.id, "confirm")).body.code).toBe("booking.lapsed");
    expect(await statusOf(three, third.body.id)).toBe("offered");
    expect((await step(three, third.body.id, "confirm")).body).toMatchObject({ status: "confirmed", holdUntil: null });
    expect(await saidOf(third.body.id)).toEqual(["booking.waitlist_offered", "booking.created"]);
  });

  it("is left by who waits, and the next moves up [BKG-07]", async () => {
    const { one, two, three, book, ring } = await aHouse({ offerMinutes: 30 });
    const first = await one.post(book, from(TEN));
    const second = await two.post(book, from(TEN, 1, { wait: true }));
    const third = await three.post(book, from(TEN, 1, { wait: true }));
    expect((await step(two, second.body.id, "cancel")).body.status).toBe("cancelled");
    const known = { "if-none-match": third.headers.get("etag") ?? "" };
    expect((await three.get(`/v1/bookings/${third.body.id}`, known)).body.waitlistPosition).toBe(1);
    await step(one, first.body.id, "cancel");
    await ring();
    expect(await statusOf(three, third.body.id)).toBe("offered");
    expect(await statusOf(two, second.body.id)).toBe("cancelled");
  });

  it("takes the thirteenth of twelve [BKG-06]", async () => {
    const { one, two, book } = await aHouse({ capacity: 12, offerMinutes: 30 });
    expect((await one.post(book, from(TEN, 1, { attendees: 12 }))).status).toBe(201);
    expect((await two.post(book, from(TEN))).body).toMatchObject({ code: "booking.slot_taken" });
    expect((await two.post(book, from(TEN, 1, { wait: true }))).body).toMatchObject({ status: "waiting" });
  });

  it("is foretold, with the place one would have [BKG-63]", async () => {
    const { one, two, book } = await aHouse({ offerMinutes: 30 });
    await one.post(book, from(TEN));
    const ask = (more = {}) => two.post(`${book}?dryRun=true`, from(TEN, 1, more));
    expect((await ask()).body).toMatchObject({ wouldBook: false, status: null, waitlistPosition: 1 });
    expect((await ask({ wait: true })).body).toMatchObject({
      ...{ wouldBook: true, status: "waiting", waitlistPosition: 1, problem: null },
    });
    expect((await two.post(book, from(TEN, 1, { wait: true }))).body).toMatchObject({ waitlistPosition: 1 });
  });

  it("ends with the time that was waited for [BKG-07]", async () => {
    const { one, two, book, ring } = await aHouse({ offerMinutes: 30 });
    await one.post(book, from(TEN));
    const { body } = await two.post(book, from(TEN, 1, { wait: true }));
    at(TEN + hours(1));
    await ring();
    expect(await statusOf(two, body.id)).toBe("lapsed");
    expect(await saidOf(body.id)).toEqual(["booking.expired"]);
  });
});

describe("a resource for which the house must agree", () => {
  it("keeps nothing from others while it decides, and says no to what is taken by then [BKG-11]", async () => {
    const { one, two, staff, book } = await aHouse({ approval: "open" });
    const asked = await one.post(book, from(TEN));
    const rival = await two.post(book, from(TEN));
    expect([asked.body.status, rival.body.status]).toEqual(["requested", "requested"]);
    expect(await saidOf(asked.body.id)).toEqual(["booking.created"]);
    expect((await step(one, asked.body.id, "approve")).status).toBe(403);
    expect((await step(staff, asked.body.id, "approve")).body.status).toBe("confirmed");
    expect(await saidOf(asked.body.id)).toEqual(["booking.created", "booking.confirmed"]);
    expect((await step(staff, rival.body.id, "approve")).body.code).toBe("booking.slot_taken");
    expect(await statusOf(two, rival.body.id)).toBe("requested");
    expect((await step(staff, asked.body.id, "approve")).body.code).toBe("booking.not_requested");
  });

  it("is told of no free time that is closed, where it agrees to what is taken by then", async () => {
    const { one, two, staff, book, terrace } = await aHouse({ approval: "open" });
    const [asked, rival] = [await one.post(book, from(TEN)), await two.post(book, from(TEN))];
    await staff.post(`/v1/resources/${terrace.id}/blackouts`, from(TEN + hours(1), 1, { reason: "Paint" }));
    await step(staff, asked.body.id, "approve");
    expect((await step(staff, rival.body.id, "approve")).body).toMatchObject({
      code: "booking.slot_taken",
      facts: { nextFreeAt: toIso(TEN + hours(2)) },
    });
  });

  it("keeps it from others where it is to, until it says no, and why [BKG-11]", async () => {
    const { one, two, staff, book, people } = await aHouse({ approval: "blocking" });
    const asked = await one.post(book, from(TEN));
    expect((await two.post(book, from(TEN))).body.code).toBe("booking.slot_taken");
    expect((await step(staff, asked.body.id, "reject", {})).status).toBe(400);
    expect((await step(two, asked.body.id, "reject", { reason: "Mine" })).status).toBe(404);
    const { body } = await step(staff, asked.body.id, "reject", { reason: "A funeral 🕯" });
    expect(body).toMatchObject({ status: "rejected", reason: "A funeral 🕯" });
    expect(await auditsOf(asked.body.id)).toContainEqual(
      expect.objectContaining({ operation: "rejectBooking", onBehalfOf: people[0].id }),
    );
    expect((await two.post(book, from(TEN))).body.status).toBe("requested");
  });

  it("loses what nobody decided until it begins [BKG-11]", async () => {
    const { one, book, ring } = await aHouse({ approval: "blocking" });
    const { body } = await one.post(book, from(TEN));
    at(TEN);
    await ring();
    expect(await statusOf(one, body.id)).toBe("lapsed");
    expect(await saidOf(body.id)).toEqual(["booking.created", "booking.expired"]);
  });

  it("is asked when a hold is confirmed, and not by the house itself [BKG-11]", async () => {
    const { one, staff, book, people } = await aHouse({ approval: "blocking" });
    const { body } = await one.post(book, from(TEN, 1, { hold: true }));
    expect((await step(one, body.id, "confirm")).body.status).toBe("requested");
    const theirs = await staff.post(book, from(TEN + hours(1), 1, { userId: people[1].id }));
    expect(theirs.body.status).toBe("confirmed");
  });
});

describe("a policy for who gives up late, or does not come", () => {
  const strict = { cancelUntilMinutes: 1440, lateCancel: "refuse" };

  it("is kept by the server, and by the house with a reason on record [BKG-12]", async () => {
    const { one, staff, book, people } = await aHouse(strict);
    const { body } = await one.post(book, from(TEN));
    expect(body.cancelUntil).toBe(toIso(TEN - hours(24)));
    at(TEN - hours(1));
    expect((await step(one, body.id, "cancel")).body.code).toBe("booking.cancel_too_late");
    expect((await step(one, body.id, "cancel", { override: true })).status).toBe(403);
    expect((await step(staff, body.id, "cancel")).body.code).toBe("booking.cancel_too_late");
    expect((await step(staff, body.id, "cancel", { override: true })).body.code).toBe("booking.reason_missing");
    const { body: given } = await step(staff, body.id, "cancel", { override: true, reason: "Ill" });
    expect(given).toMatchObject({ status: "cancelled", marked: false, reason: "Ill" });
    expect(await auditsOf(body.id)).toContainEqual({
      ...{ operation: "cancelBooking", onBehalfOf: people[0].id, fields: ["status", "override"] },
    });
  });

  it("bars who missed too many, until they are excused [BKG-12]", async () => {
    const { one, staff, book } = await aHouse({
      ...{ cancelUntilMinutes: 1440, lateCancel: "mark", noShows: { most: 1, days: 30 } },
    });
    const { body } = await one.post(book, from(TEN));
    at(TEN - hours(1));
    expect((await step(one, body.id, "cancel")).body).toMatchObject({ status: "cancelled", marked: true });
    const again = from(TEN + hours(5));
    expect((await one.post(book, again)).body.code).toBe("booking.barred");
    expect((await one.post(`${book}?dryRun=true`, again)).body.problem.code).toBe("booking.barred");
    expect((await step(one, body.id, "excuse", { reason: "Please" })).status).toBe(403);
    expect((await step(staff, body.id, "excuse", { reason: "Hospital" })).body.marked).toBe(false);
    expect((await step(staff, body.id, "excuse", { reason: "Hospital" })).body.code).toBe("booking.not_marked");
    expect((await one.post(book, again)).status).toBe(201);
  });
});

describe("checking in", () => {
  it("missed for a quarter of an hour frees the time, and the next is offered it [BKG-13]", async () => {
    const { one, two, book, ring } = await aHouse({ checkInMinutes: 15, offerMinutes: 30 });
    const { body } = await one.post(book, from(TEN, 2));
    expect(body.checkInUntil).toBe(toIso(TEN + minutes(15)));
    const next = await two.post(book, from(TEN + hours(1), 1, { wait: true }));
    at(TEN + minutes(15) - 1);
    await ring();
    expect(await statusOf(one, body.id)).toBe("confirmed");
    at(TEN + minutes(15));
    expect((await step(one, body.id, "check-in")).body.code).toBe("booking.check_in_closed");
    await ring();
    expect((await one.get(`/v1/bookings/${body.id}`)).body).toMatchObject({ status: "no_show", marked: true });
    expect(await saidOf(body.id)).toEqual(["booking.created", "booking.no_show"]);
    await ring();
    expect(await statusOf(two, next.body.id)).toBe("offered");
  });

  it("in time keeps it, with what is written at the door, until they leave and the rest is free [BKG-13]", async () => {
    const { one, two, staff, terrace, book, ring } = await aHouse({ checkInMinutes: 15, checkInCode: "door 7" });
    const { body: resource } = await staff.get(`/v1/resources/${terrace.id}`);
    expect(resource).toMatchObject({ hasCheckInCode: true });
    expect(JSON.stringify(resource)).not.toContain("door 7");
    const { body } = await one.post(book, from(TEN, 2));
    at(TEN);
    expect((await step(one, body.id, "check-in")).body.code).toBe("booking.wrong_check_in_code");
    expect((await step(one, body.id, "check-out")).body.code).toBe("booking.not_checked_in");
    expect((await step(one, body.id, "check-in", { code: "door 7" })).body.status).toBe("checked_in");
    at(TEN + minutes(15));
    await ring();
    expect(await statusOf(one, body.id)).toBe("checked_in");
    at(TEN + minutes(40));
    expect((await two.post(book, from(TEN + hours(1)))).body.code).toBe("booking.slot_taken");
    expect((await step(one, body.id, "check-out")).body.status).toBe("checked_out");
    expect((await two.post(book, from(TEN + hours(1)))).status).toBe(201);
  });

  it("by staff needs no code; who stays too long is seen [BKG-13]", async () => {
    const { one, staff, book } = await aHouse({ checkInCode: "door 7" });
    const { body } = await one.post(book, from(TEN));
    at(TEN);
    expect((await step(staff, body.id, "check-in")).body.status).toBe("checked_in");
    at(TEN + hours(1) + minutes(12));
    const known = { "if-none-match": '"v2"' };
    expect((await staff.get(`/v1/bookings/${body.id}`, known)).body.overstayMinutes).toBe(12);
  });
});

describe("a booking for somebody", () => {
  it("is made by the house from their home, is theirs, and says who made it [BKG-21]", async () => {
    const { one, staff, boss, book, people } = await aHouse();
    const { body } = await staff.post(book, from(TEN, 1, { userId: people[0].id }));
    expect(body).toMatchObject({ status: "confirmed", userId: people[0].id, bookedBy: boss.id });
    expect(body.unitId).not.toBeNull();
    expect(await auditsOf(body.id)).toContainEqual(
      expect.objectContaining({ operation: "createBooking", onBehalfOf: people[0].id }),
    );
    expect(await statusOf(one, body.id)).toBe("confirmed");
    expect((await one.get("/v1/me/bookings")).body.items).toMatchObject([{ id: body.id }]);
    expect((await step(one, body.id, "cancel")).status).toBe(200);
  });

  it("is refused to a neighbour, and for who does not live there, or only owns [BKG-21]", async () => {
    const { two, staff, building, book, people } = await aHouse();
    expect(await two.post(book, from(TEN, 1, { userId: people[0].id }))).toMatchObject({
      status: 403,
      body: { code: "access.denied" },
    });
    const stranger = await staff.post(book, from(TEN, 1, { userId: anId("user") }));
    expect(stranger.body.code).toBe("access.not_a_resident");
    const owner = await aResident(DB, building, { kind: "offsite_owner" });
    const elsewhere = await staff.post(book, from(TEN, 1, { userId: owner.id }));
    expect(elsewhere.body.code).toBe("access.not_a_resident");
  });
});
