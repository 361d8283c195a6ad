import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import type { Person } from "#shared/core/actor";
import { hours, minutes, seconds, toIso } from "#shared/core/time";
import { brokenPromises, goOn, lookAt } from "#shared/testing/agreement";
import { from } from "#shared/testing/bookings";
import { aHouse, type House, NOW, TEN } from "#shared/testing/broken";
import { doorOf, failing, interrupted, severed } from "#shared/testing/faults";
import { at, deliver } from "#shared/testing/queue";
import { as } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import type { Place, Verdict } from "../domain/place.ts";
import worker from "../index.ts";
import { stepRoutes } from "./steps.ts";

const ours = env as unknown as Env;
const app = createApp<Env>({ worker: "bookings", contract: bookings });
stepRoutes(app);
const door = exports.Door({ props: { caller: "gateway" } });
const bound = { env: ours, door, app, heard: deliver(worker, "bookings", ours) };
const failed = (when: "before" | "after") => doorOf(app, { ...ours, DB: failing(ours.DB, 2, when) });
/** What is told to the calendar after the commit is lost. */
const unsettled = doorOf(app, { ...ours, CALENDARS: severed(ours.CALENDARS, "before", "settled") });
const THIRTEEN = TEN + hours(3);
const queue = { offerMinutes: 30 };

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

const move = (by: typeof door | ReturnType<typeof doorOf>, who: Person, id: string, to: number) =>
  as(by, who).patch(`/v1/bookings/${id}`, from(to));
const seen = async ({ one }: House, id: string) => (await as(door, one).get(`/v1/bookings/${id}`)).body;
const statusOf = async (who: Person, id: string) => (await as(door, who).get(`/v1/bookings/${id}`)).body.status;

async function keepsAllPromises({ scene }: House, until: number) {
  await goOn(scene, until, bound.heard);
  expect(brokenPromises(await lookAt(scene))).toEqual([]);
}

describe("a move that never reached the book", () => {
  it("leaves the time it was to have to who waits for it by then", async () => {
    const house = await aHouse(bound, queue);
    const id = await house.id(house.one, house.book, from(TEN));
    expect((await move(failed("before"), house.one, id, THIRTEEN)).status).toBe(500);
    const waiting = await house.id(house.two, house.book, from(THIRTEEN, 1, { wait: true }));
    expect(await statusOf(house.two, waiting)).toBe("waiting");
    await keepsAllPromises(house, NOW + minutes(1));
    expect(await statusOf(house.two, waiting)).toBe("offered");
  });

  it.each([
    { to: "a later time", startAt: TEN },
    { to: "an earlier time", startAt: THIRTEEN },
  ])("to $to, makes nobody late but for the time they have", async ({ startAt }) => {
    const house = await aHouse(bound, { checkInMinutes: 15 });
    const id = await house.id(house.one, house.book, from(startAt));
    const to = startAt === TEN ? THIRTEEN : TEN;
    expect((await move(failed("before"), house.one, id, to)).status).toBe(500);
    await keepsAllPromises(house, startAt + minutes(14));
    expect(await statusOf(house.one, id)).toBe("confirmed");
    await keepsAllPromises(house, startAt + minutes(15));
    expect(await statusOf(house.one, id)).toBe("no_show");
  });

  it("of a hold that runs out meanwhile, leaves none of its times taken", async () => {
    const house = await aHouse(bound);
    const id = await house.id(house.one, house.book, from(TEN, 1, { hold: true }));
    at(NOW + minutes(5) - seconds(10));
    expect((await move(failed("before"), house.one, id, THIRTEEN)).status).toBe(500);
    await keepsAllPromises(house, NOW + minutes(6));
    expect(await statusOf(house.one, id)).toBe("lapsed");
    for (const time of [TEN, THIRTEEN])
      expect((await as(door, house.two).post(house.book, from(time))).status).toBe(201);
  });

  it("of a hold that is confirmed then, is forgotten: it is booked, and must be used, where it was", async () => {
    const house = await aHouse(bound, { checkInMinutes: 15, ...queue });
    const id = await house.id(house.one, house.book, from(THIRTEEN, 1, { hold: true }));
    expect((await move(failed("before"), house.one, id, TEN)).status).toBe(500);
    const told = await as(door, house.one).post(`/v1/bookings/${id}/confirm`);
    expect(told.body).toMatchObject({ status: "confirmed", ...from(THIRTEEN) });
    expect(Date.parse(told.body.checkInUntil)).toBe(THIRTEEN + minutes(15));
    await keepsAllPromises(house, NOW + minutes(1));
    expect((await as(door, house.two).post(house.book, from(TEN))).status).toBe(201);
  });

  it("of a hold whose confirmation never did either, leaves it booked, and to be used, where it was", async () => {
    const house = await aHouse(bound, { checkInMinutes: 15 });
    const id = await house.id(house.one, house.book, from(THIRTEEN, 1, { hold: true }));
    expect((await as(failed("before"), house.one).post(`/v1/bookings/${id}/confirm`)).status).toBe(500);
    expect((await move(failed("before"), house.one, id, TEN)).status).toBe(500);
    await keepsAllPromises(house, NOW + minutes(1));
    const checkInUntil = toIso(THIRTEEN + minutes(15));
    expect(await seen(house, id)).toMatchObject({ status: "confirmed", ...from(THIRTEEN), checkInUntil });
  });

  it("of a request, is not what the house says yes to", async () => {
    const house = await aHouse(bound, { approval: "open" });
    const id = await house.id(house.one, house.book, from(TEN));
    const theirs = await house.id(house.two, house.book, from(TEN));
    expect((await move(failed("before"), house.one, id, THIRTEEN)).status).toBe(500);
    expect((await as(door, house.boss).post(`/v1/bookings/${theirs}/approve`)).status).toBe(409);
    expect((await as(door, house.boss).post(`/v1/bookings/${id}/approve`)).body).toMatchObject(from(TEN));
    await keepsAllPromises(house, NOW + minutes(1));
  });

  it("after one that did, leaves it where that one brought it", async () => {
    const house = await aHouse(bound);
    const id = await house.id(house.one, house.book, from(TEN));
    expect((await move(failed("after"), house.one, id, THIRTEEN)).status).toBe(500);
    expect((await move(failed("before"), house.one, id, TEN + hours(6))).status).toBe(500);
    expect((await as(door, house.two).post(house.book, from(THIRTEEN))).body.code).toBe("booking.slot_taken");
    await keepsAllPromises(house, NOW + minutes(1));
    expect(await seen(house, id)).toMatchObject(from(THIRTEEN));
    for (const time of [TEN, TEN + hours(6)])
      expect((await as(door, house.two).post(house.book, from(time))).status).toBe(201);
  });

  it("sent again in the very moment in which the calendar learns that it failed, is where the book has it", async () => {
    const house = await aHouse(bound, { capacity: 2 });
    const id = await house.id(house.one, house.book, from(TEN));
    expect((await move(failed("before"), house.one, id, THIRTEEN)).status).toBe(500);
    at(NOW + seconds(30));
    await runInDurableObject(house.calendar, (calendar) => {
      const asking = calendar as unknown as { settle: (place: Place) => Promise<Verdict> };
      const settle = asking.settle;
      asking.settle = async (place) => {
        const verdict = await settle(place);
        asking.settle = settle;
        at(Date.now() + 1);
        expect((await move(unsettled, house.one, id, THIRTEEN)).status).toBe(200);
        return verdict;
      };
    });
    await runDurableObjectAlarm(house.calendar);
    expect(await seen(house, id)).toMatchObject(from(THIRTEEN));
    await keepsAllPromises(house, NOW + minutes(2));
  });
});

describe("a move that reached the book, of which the calendar heard nothing", () => {
  it("leaves the time before it to who waits for it, if its person is there already", async () => {
    const house = await aHouse(bound, { checkInMinutes: 15, ...queue });
    const id = await house.id(house.one, house.book, from(THIRTEEN));
    const waiting = await house.id(house.two, house.book, from(THIRTEEN, 1, { wait: true }));
    at(TEN - minutes(3));
    expect((await move(failed("after"), house.one, id, TEN)).status).toBe(500);
    expect((await as(door, house.one).post(`/v1/bookings/${id}/check-in`)).status).toBe(200);
    await keepsAllPromises(house, TEN);
    expect(await statusOf(house.two, waiting)).toBe("offered");
  });
});

describe("two moves of one booking at once", () => {
  it("leave the one that reaches the book its time, whatever becomes of the other", async () => {
    const house = await aHouse(bound, { capacity: 2 });
    const id = await house.id(house.one, house.book, from(TEN, 1, { attendees: 2 }));
    const other = async () => {
      expect((await move(failed("before"), house.one, id, TEN + hours(6))).status).toBe(500);
      expect((await move(door, house.one, id, TEN + hours(6))).body.code).toBe("thing.concurrent");
    };
    const first = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before: other }) });
    expect((await move(first, house.one, id, THIRTEEN)).status).toBe(200);
    expect((await as(door, house.two).post(house.book, from(THIRTEEN))).body.code).toBe("booking.slot_taken");
    await keepsAllPromises(house, NOW + minutes(1));
    expect(await seen(house, id)).toMatchObject({ ...from(THIRTEEN), status: "confirmed" });
  });

  it("are one after the other, if the calendar learns in time what became of the first", async () => {
    const house = await aHouse(bound);
    const id = await house.id(house.one, house.book, from(TEN));
    const [first, second] = await Promise.all(
      [THIRTEEN, TEN + hours(6)].map((time) => move(door, house.one, id, time)),
    );
    expect([first?.status, second?.status]).toEqual([200, 200]);
    await keepsAllPromises(house, NOW + minutes(1));
  });
});

describe("a request that is moved as the house agrees to it", () => {
  it.each([
    { to: "a later time", startAt: TEN, target: THIRTEEN },
    { to: "an earlier time", startAt: THIRTEEN, target: TEN },
  ])("to $to, must be used where it is then", async ({ startAt, target }) => {
    const house = await aHouse(bound, { approval: "open", checkInMinutes: 15 });
    const id = await house.id(house.one, house.book, from(startAt));
    const [agreed, moved] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const before = () => {
      agreed.resolve();
      return moved.promise;
    };
    const boss = as(doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) }), house.boss);
    const told = { approved: Promise.resolve({ body: {} as Record<string, unknown> }) };
    const meanwhile = async () => {
      told.approved = boss.post(`/v1/bookings/${id}/approve`);
      await agreed.promise;
    };
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before: meanwhile }) });
    expect((await move(slow, house.one, id, target)).status).toBe(200);
    moved.resolve();
    expect((await told.approved).body).toMatchObject({ status: "confirmed", ...from(target) });
    expect(await seen(house, id)).toMatchObject({ checkInUntil: toIso(target + minutes(15)) });
    await keepsAllPromises(house, target + minutes(14));
    expect(await statusOf(house.one, id)).toBe("confirmed");
  });
});
