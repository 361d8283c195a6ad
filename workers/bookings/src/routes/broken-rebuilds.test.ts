import { runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { hours, minutes } from "#shared/core/time";
import { brokenPromises, goOn, lookAt } from "#shared/testing/agreement";
import { from } from "#shared/testing/bookings";
import { aHouse, type House, NOW, TEN } from "#shared/testing/broken";
import { doorOf, failing, interrupted } from "#shared/testing/faults";
import { at, deliver } from "#shared/testing/queue";
import { as, type Door } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import worker from "../index.ts";
import { calendarRoutes } from "./calendars.ts";
import { stepRoutes } from "./steps.ts";

const ours = env as unknown as Env;
const app = createApp<Env>({ worker: "bookings", contract: bookings });
calendarRoutes(app);
stepRoutes(app);
const door = exports.Door({ props: { caller: "gateway" } });
const heard = deliver(worker, "bookings", ours);
const THIRTEEN = TEN + hours(3);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

interface Meanwhile {
  readonly what: string;
  readonly rules?: Record<string, unknown>;
  readonly prepare: (house: House) => Promise<string>;
  readonly meanwhile: (house: House, id: string) => Promise<unknown>;
  readonly becomes: Record<string, unknown>;
}

const held = (house: House) => house.id(house.one, house.book, from(TEN, 1, { hold: true }));
const booked = (house: House) => house.id(house.one, house.book, from(TEN));
const forTwo = (house: House) => house.id(house.one, house.book, from(TEN, 1, { attendees: 2 }));
const step =
  (by: "one" | "boss", name: string, through: Door = door) =>
  (house: House, id: string) =>
    as(through, house[by]).post(`/v1/bookings/${id}/${name}`);

const cases: readonly Meanwhile[] = [
  { what: "a hold is confirmed", prepare: held, meanwhile: step("one", "confirm"), becomes: { status: "confirmed" } },
  {
    what: "a hold becomes a request",
    ...{ rules: { approval: "blocking" }, prepare: held, meanwhile: step("one", "confirm") },
    becomes: { status: "requested" },
  },
  {
    what: "a request is agreed to",
    ...{ rules: { approval: "open", checkInMinutes: 15 }, prepare: booked, meanwhile: step("boss", "approve") },
    becomes: { status: "confirmed" },
  },
  {
    what: "a booking is given up",
    prepare: booked,
    meanwhile: step("one", "cancel"),
    becomes: { status: "cancelled" },
  },
  {
    what: "a booking is moved",
    ...{ rules: { capacity: 2 }, prepare: forTwo },
    meanwhile: (house, id) => as(door, house.one).patch(`/v1/bookings/${id}`, from(THIRTEEN)),
    becomes: { status: "confirmed", ...from(THIRTEEN) },
  },
  {
    what: "who waits is offered a time",
    rules: { offerMinutes: 30 },
    prepare: async (house) => {
      await house.id(house.two, house.book, from(TEN));
      return house.id(house.one, house.book, from(TEN, 1, { wait: true }));
    },
    meanwhile: async (house) => {
      const { body } = await as(door, house.two).get("/v1/me/bookings");
      await as(door, house.two).post(`/v1/bookings/${body.items[0].id}/cancel`);
      await runDurableObjectAlarm(house.calendar);
    },
    becomes: { status: "offered" },
  },
];

describe("a calendar that is rebuilt from what the book had a moment ago", () => {
  it.each(cases)("is what the book has, though $what meanwhile [BKG-61]", async (one) => {
    const house = await aHouse({ env: ours, door }, one.rules);
    const id = await one.prepare(house);
    const meanwhile = async () => void (await one.meanwhile(house, id));
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 1, { after: meanwhile }) });
    expect((await as(slow, house.boss).post(`${house.path}/calendar/rebuild`)).status).toBe(200);
    const { status, ...time } = one.becomes;
    if (status !== "cancelled")
      expect((await as(door, house.three).post(house.book, from(TEN, 1, time))).body.code).toBe("booking.slot_taken");
    await goOn(house.scene, NOW + minutes(6), heard);
    expect((await as(door, house.one).get(`/v1/bookings/${id}`)).body).toMatchObject(one.becomes);
    expect(brokenPromises(await lookAt(house.scene))).toEqual([]);
  });
});

describe("a calendar that is rebuilt while a step has not reached the book", () => {
  it.each([
    { when: "before", rules: {}, becomes: "confirmed" },
    { when: "after", rules: {}, becomes: "confirmed" },
    { when: "before", rules: { approval: "blocking" }, becomes: "requested" },
    { when: "after", rules: { approval: "blocking" }, becomes: "requested" },
  ])(
    "has the book take it, be it from $when it: a hold becomes $becomes [BKG-61]",
    async ({ when, rules, becomes }) => {
      const house = await aHouse({ env: ours, door }, rules);
      const id = await held(house);
      const rebuild = async () =>
        expect((await as(door, house.boss).post(`${house.path}/calendar/rebuild`)).status).toBe(200);
      if (when === "after") await rebuild();
      const broken = doorOf(app, { ...ours, DB: failing(ours.DB, 2, "before") });
      expect((await step("one", "confirm", broken)(house, id)).status).toBe(500);
      if (when === "before") await rebuild();
      await goOn(house.scene, NOW + minutes(6), heard);
      expect((await as(door, house.one).get(`/v1/bookings/${id}`)).body.status).toBe(becomes);
      expect(brokenPromises(await lookAt(house.scene))).toEqual([]);
    },
  );
});
