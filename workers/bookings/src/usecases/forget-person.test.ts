import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { days, hours, minutes, toIso } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { doorOf, interrupted, severed } from "#shared/testing/faults";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at, deliver as delivering } from "#shared/testing/queue";
import { arrived, as, manager, written } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import { NO_LONGER_HERE } from "../domain/booking.ts";
import worker from "../index.ts";
import { blackoutRoutes } from "../routes/blackouts.ts";
import { stepRoutes } from "../routes/steps.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const deliver = delivering(worker, "bookings", ours);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

describe("whoever deletes their account", () => {
  it("is in nothing they did for others, said about a booking, or let recur", async () => {
    const building = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, building);
    const resident = await aResident(ours.DB, building);
    const boss = manager(building.id);
    const [who, staff] = [as(door, resident), as(door, boss)];
    const path = `/v1/resources/${terrace.id}`;
    const { body: forThem } = await staff.post(`${path}/bookings`, from(TEN, 1, { userId: resident.id }));
    const closing = { startAt: toIso(TEN + days(3)), endAt: toIso(TEN + days(3) + hours(1)), reason: "Repairs" };
    await staff.post(`${path}/blackouts`, closing);
    await who.post(`${path}/booking-series`, from(TEN + days(1), 1, { rule: "FREQ=WEEKLY;COUNT=2" }));
    await who.post(`/v1/bookings/${forThem.id}/cancel`, { reason: "My knee again" });
    const hall = await aTerrace(door, building, { approval: "open" });
    const { body: request } = await who.post(`/v1/resources/${hall.id}/bookings`, from(TEN));
    await staff.post(`/v1/bookings/${request.id}/question`, { question: "Is the birthday your daughter's?" });
    await who.post(`/v1/bookings/${request.id}/answer`, { answer: "It is my own sixtieth" });
    for (const { id } of [boss, resident])
      await deliver(arrived("iam", { type: "user.deleted", subject: id, version: 9, data: { userId: id } }));
    const tables = ["bookings", "blackouts", "series", "calendar_feeds"];
    const rows = await Promise.all(tables.map((table) => ours.DB.prepare(`select * from ${table}`).all()));
    const kept = JSON.stringify(rows.map(({ results }) => results.filter(({ building_id: id }) => id === building.id)));
    const words = ["My knee again", "your daughter", "my own sixtieth"];
    for (const trace of [boss.id, resident.id, ...words]) expect(kept).not.toContain(trace);
    expect(kept).toContain(forThem.id);
  });

  it("leaves no time taken that they gave up with words, where both the call and the event that said so were lost", async () => {
    const building = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, building);
    const [resident, other] = [await aResident(ours.DB, building), await aResident(ours.DB, building)];
    const path = `/v1/resources/${terrace.id}/bookings`;
    const { body: mine } = await as(door, resident).post(path, from(TEN));
    const app = createApp<Env>({ worker: "bookings", contract: bookings });
    stepRoutes(app);
    const deaf = doorOf(app, { ...ours, CALENDARS: severed(ours.CALENDARS, "before", "release") });
    await as(deaf, resident).post(`/v1/bookings/${mine.id}/cancel`, { reason: "My knee again" });
    expect((await as(door, other).post(path, from(TEN))).body.code).toBe("booking.slot_taken");
    await deliver(
      arrived("iam", { type: "user.deleted", subject: resident.id, version: 9, data: { userId: resident.id } }),
    );
    at(NOW + minutes(1));
    await runDurableObjectAlarm(ours.CALENDARS.getByName(terrace.calendarId));
    expect((await as(door, other).post(path, from(TEN))).status).toBe(201);
  });

  it.each([
    { what: "hold", more: { hold: true } },
    { what: "wait", more: { wait: true } },
  ])(
    "keeps no place of a $what that a blackout ended, where both the call and the event that said so were lost [BKG-14]",
    async ({ more }) => {
      const building = await aBuilding(ours.DB);
      const terrace = await aTerrace(door, building, { offerMinutes: 30 });
      const [resident, other, boss] = [
        await aResident(ours.DB, building),
        await aResident(ours.DB, building),
        manager(building.id),
      ];
      const path = `/v1/resources/${terrace.id}`;
      if ("wait" in more) await as(door, other).post(`${path}/bookings`, from(TEN));
      await as(door, resident).post(`${path}/bookings`, from(TEN, 1, more));
      const app = createApp<Env>({ worker: "bookings", contract: bookings });
      blackoutRoutes(app);
      const deaf = doorOf(app, { ...ours, CALENDARS: severed(ours.CALENDARS, "before", "release") });
      await as(deaf, boss).post(`${path}/blackouts`, from(TEN, 1, { reason: "Repairs" }));
      await deliver(
        arrived("iam", { type: "user.deleted", subject: resident.id, version: 9, data: { userId: resident.id } }),
      );
      at(NOW + minutes(1));
      const calendar = ours.CALENDARS.getByName(terrace.calendarId);
      await runDurableObjectAlarm(calendar);
      const left = await runInDurableObject(calendar, (_, { storage: { sql } }) => [
        ...sql.exec("select user_id from places where user_id = ?", resident.id),
      ]);
      expect(left).toEqual([]);
    },
  );

  it("has nothing of what they booked at that very moment", async () => {
    const building = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, building);
    const resident = await aResident(ours.DB, building);
    const before = async () => void (await as(door, resident).post(`/v1/resources/${terrace.id}/bookings`, from(TEN)));
    const slow = delivering(worker, "bookings", { ...ours, DB: interrupted(ours.DB, 2, { before }) });
    await slow(
      arrived("iam", { type: "user.deleted", subject: resident.id, version: 9, data: { userId: resident.id } }),
    );
    const { results } = await ours.DB.prepare("select status, user_id as userId from bookings where resource_id = ?")
      .bind(terrace.id)
      .all();
    expect(results).toEqual([{ status: "cancelled", userId: NO_LONGER_HERE }]);
  });

  it("is in no request's key of what they booked for others, once or again and again", async () => {
    const building = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, building);
    const resident = await aResident(ours.DB, building);
    const boss = manager(building.id);
    const path = `/v1/resources/${terrace.id}`;
    const theirs = { userId: resident.id };
    await as(door, boss).post(`${path}/bookings`, from(TEN, 1, theirs), { "idempotency-key": "k" });
    const series = from(TEN + days(1), 1, { ...theirs, rule: "FREQ=WEEKLY;COUNT=2" });
    expect((await as(door, boss).post(`${path}/booking-series`, series)).status).toBe(201);
    await deliver(arrived("iam", { type: "user.deleted", subject: boss.id, version: 9, data: { userId: boss.id } }));
    const tables = ["bookings", "series"];
    const rows = await Promise.all(
      tables.map((table) => ours.DB.prepare(`select * from ${table} where resource_id = ?`).bind(terrace.id).all()),
    );
    expect(rows.map(({ results }) => results.length)).toEqual([3, 1]);
    expect(JSON.stringify(rows)).toContain(resident.id);
    expect(JSON.stringify(rows)).not.toContain(boss.id);
  });

  it("is in no key that a calendar keeps of what they booked for others, and books it no second time", async () => {
    const building = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, building, { capacity: 2 });
    const [resident, other] = [await aResident(ours.DB, building), await aResident(ours.DB, building)];
    const [boss, stays] = [manager(building.id), manager(building.id)];
    const path = `/v1/resources/${terrace.id}`;
    const theirs = from(TEN, 1, { userId: resident.id });
    const { body: booked } = await as(door, boss).post(`${path}/bookings`, theirs);
    const series = from(TEN + days(1), 1, { userId: resident.id, rule: "FREQ=WEEKLY;COUNT=2" });
    await as(door, boss).post(`${path}/booking-series`, series);
    const kept = from(TEN + days(2), 1, { userId: other.id });
    const { body: another } = await as(door, stays).post(`${path}/bookings`, kept);
    const left = arrived("iam", { type: "user.deleted", subject: boss.id, version: 9, data: { userId: boss.id } });
    await deliver(left);
    await deliver(left);
    const calendar = ours.CALENDARS.getByName(terrace.calendarId);
    const keys = await runInDurableObject(calendar, (_, { storage: { sql } }) =>
      sql.exec("select booking_id as id, request_key as key, state from places order by start_at").toArray(),
    );
    expect(keys).toHaveLength(4);
    expect(JSON.stringify(keys)).not.toContain(boss.id);
    expect(keys[0]).toEqual({ id: booked.id, key: booked.id, state: "confirmed" });
    // Theirs who stays is still the same request.
    expect((await as(door, stays).post(`${path}/bookings`, kept)).body.id).toBe(another.id);
    expect((await as(door, stays).get(`${path}/calendar`)).body).toMatchObject({ places: 4, difference: null });
    expect((await as(door, boss).post(`${path}/bookings`, theirs)).body.code).toBe("access.not_a_resident");
    at(NOW + minutes(1));
    await runDurableObjectAlarm(calendar);
    expect((await as(door, stays).get(`${path}/calendar`)).body).toMatchObject({ places: 4, difference: null });
    expect((await as(door, resident).post(`/v1/bookings/${booked.id}/cancel`)).body.status).toBe("cancelled");
  });

  it("books nothing with a token that is still valid, nor has anything booked for them", async () => {
    const building = await aBuilding(ours.DB);
    const terrace = await aTerrace(door, building);
    const [resident, other] = [await aResident(ours.DB, building), await aResident(ours.DB, building)];
    const [gone, boss] = [manager(building.id), manager(building.id)];
    for (const { id } of [resident, gone])
      await deliver(arrived("iam", { type: "user.deleted", subject: id, version: 9, data: { userId: id } }));
    const path = `/v1/resources/${terrace.id}`;
    const series = from(TEN + days(1), 1, { rule: "FREQ=WEEKLY;COUNT=2" });
    const refused = [
      await as(door, resident).post(`${path}/bookings`, from(TEN)),
      await as(door, resident).post(`${path}/booking-series`, series),
      await as(door, gone).post(`${path}/bookings`, from(TEN + hours(1))),
      await as(door, gone).post(`${path}/bookings`, from(TEN + hours(2), 1, { userId: other.id })),
      await as(door, boss).post(`${path}/bookings`, from(TEN + hours(3), 1, { userId: resident.id })),
    ];
    for (const { status, body } of refused) expect([status, body.code]).toEqual([403, "access.not_a_resident"]);
    at(NOW + minutes(1));
    await runDurableObjectAlarm(ours.CALENDARS.getByName(terrace.calendarId));
    for (const n of [0, 1, 2, 3])
      expect((await as(door, other).post(`${path}/bookings`, from(TEN + hours(n)))).status).toBe(201);
    const { results } = await ours.DB.prepare("select * from bookings where resource_id = ?").bind(terrace.id).all();
    for (const { id } of [resident, gone]) expect(JSON.stringify(results)).not.toContain(id);
  });

  it("is not brought back by what was under way with a booking of theirs", async () => {
    const building = await aBuilding(ours.DB);
    const hall = await aTerrace(door, building, { approval: "open" });
    const resident = await aResident(ours.DB, building);
    const [who, boss] = [as(door, resident), manager(building.id)];
    const { body: request } = await who.post(`/v1/resources/${hall.id}/bookings`, from(TEN));
    const path = `/v1/bookings/${request.id}`;
    await as(door, boss).post(`${path}/question`, { question: "What is it for?" });
    await who.post(`${path}/answer`, { answer: "It is my own sixtieth" });
    await as(door, boss).post(`${path}/approve`);
    at(TEN);
    await who.post(`${path}/check-in`);
    const before = () =>
      deliver(
        arrived("iam", { type: "user.deleted", subject: resident.id, version: 9, data: { userId: resident.id } }),
      );
    const app = createApp<Env>({ worker: "bookings", contract: bookings });
    stepRoutes(app);
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before: async () => void (await before()) }) });
    expect((await as(slow, boss).post(`${path}/check-out`)).body).toMatchObject({
      status: "checked_out",
      questions: [],
    });
    expect((await as(door, boss).get(path)).body).toMatchObject({ userId: NO_LONGER_HERE, questions: [] });
  });

  it("no longer stands beside what they asked for the house, and is told of no answer [BKG-11]", async () => {
    const building = await aBuilding(ours.DB);
    const hall = await aTerrace(door, building, { approval: "blocking" });
    const resident = await aResident(ours.DB, building);
    const boss = manager(building.id);
    const who = as(door, resident);
    const { body: request } = await who.post(`/v1/resources/${hall.id}/bookings`, from(TEN));
    await as(door, boss).post(`/v1/bookings/${request.id}/question`, { question: "How many of you?" });
    const left = arrived("iam", { type: "user.deleted", subject: boss.id, version: 9, data: { userId: boss.id } });
    await deliver(left);
    await deliver(left);
    const { body: asked } = await who.get(`/v1/bookings/${request.id}`);
    expect(asked.questions).toMatchObject([{ question: "How many of you?", askedBy: NO_LONGER_HERE, answer: null }]);
    expect((await who.post(`/v1/bookings/${request.id}/answer`, { answer: "Four" })).status).toBe(200);
    const [said] = (await written(ours.DB)).filter(
      ({ type, subject }) => type === "booking.question_answered" && subject === request.id,
    );
    expect(said?.data).toMatchObject({ userId: resident.id, askedBy: null });
  });
});
