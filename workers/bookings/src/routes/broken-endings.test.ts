import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { hours, minutes } from "#shared/core/time";
import { from } from "#shared/testing/bookings";
import { breakStep, everyWay, type House, NOW, ringAlone, type Step, TEN } from "#shared/testing/broken";
import { at, deliver } from "#shared/testing/queue";
import { as } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import worker from "../index.ts";
import { blackoutRoutes } from "./blackouts.ts";
import { seriesRoutes } from "./series.ts";
import { stepRoutes } from "./steps.ts";

const ours = env as unknown as Env;
const SLOW = 30_000;
const app = createApp<Env>({ worker: "bookings", contract: bookings });
stepRoutes(app);
seriesRoutes(app);
blackoutRoutes(app);
const door = exports.Door({ props: { caller: "gateway" } });
const bound = { env: ours, door, app, heard: deliver(worker, "bookings", ours) };

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

const step = ({ one }: House, id: string, name: string, body?: unknown) => ({
  ...{ who: one, path: `/v1/bookings/${id}/${name}` },
  ...(body !== undefined && { body }),
});

/** The first resident has something that the second waits for. */
async function wanted(house: House, more: Record<string, unknown> = {}): Promise<string> {
  const id = await house.id(house.one, house.book, from(TEN, 1, more));
  await house.id(house.two, house.book, from(TEN, 1, { wait: true }));
  return id;
}

/** The second resident had what the first waits for, and a third after them. */
async function offered(house: House): Promise<string> {
  const theirs = await house.id(house.two, house.book, from(TEN));
  const id = await house.id(house.one, house.book, from(TEN, 1, { wait: true }));
  await house.id(house.three, house.book, from(TEN, 1, { wait: true }));
  await as(door, house.two).post(`/v1/bookings/${theirs}/cancel`);
  await ringAlone(house);
  return id;
}

const queue = { offerMinutes: 30 };
const series = from(TEN, 1, { rule: "FREQ=DAILY;COUNT=3" });
const closing = ({ boss, path }: House) => ({
  ...{ who: boss, path: `${path}/blackouts`, body: { ...from(TEN - hours(1), 3), reason: "Repairs" } },
});

const steps: Step[] = [
  {
    ...{ step: "the house's no to a request", asks: "nothing", rules: { approval: "blocking", ...queue } },
    prepare: async (house) => ({ ...step(house, await wanted(house), "reject", { reason: "No" }), who: house.boss }),
    ...{ done: "rejected 10", undone: ["requested 10"] },
  },
  {
    ...{ step: "the end of a hold", asks: "first", rules: queue },
    prepare: async (house) => step(house, await wanted(house, { hold: true }), "cancel"),
    ...{ done: "cancelled 10", undone: ["lapsed 10"] },
  },
  {
    ...{ step: "the end of a request", asks: "nothing", rules: { approval: "blocking", ...queue } },
    prepare: async (house) => step(house, await wanted(house), "cancel"),
    ...{ done: "cancelled 10", undone: ["requested 10"] },
  },
  {
    ...{ step: "the end of a booking", asks: "nothing", rules: queue },
    prepare: async (house) => step(house, await wanted(house), "cancel"),
    ...{ done: "cancelled 10", undone: ["confirmed 10"] },
  },
  {
    ...{ step: "the end of a wait", asks: "first", rules: queue },
    prepare: async (house) => {
      await house.id(house.two, house.book, from(TEN));
      return step(house, await house.id(house.one, house.book, from(TEN, 1, { wait: true })), "cancel");
    },
    ...{ done: "cancelled 10", undone: ["waiting 10"] },
  },
  {
    ...{ step: "the end of an offer", asks: "first", rules: queue },
    prepare: async (house) => step(house, await offered(house), "cancel"),
    ...{ done: "cancelled 10", undone: ["offered 10"] },
  },
  {
    ...{ step: "checking in", asks: "nothing", rules: { checkInMinutes: 15 } },
    prepare: async (house) => {
      const id = await house.id(house.one, house.book, from(TEN));
      at(TEN - minutes(3));
      return step(house, id, "check-in");
    },
    ...{ done: "checked_in 10", undone: ["confirmed 10"] },
  },
  {
    ...{ step: "checking out", asks: "first", rules: queue },
    prepare: async (house) => {
      const id = await wanted(house);
      at(TEN);
      await as(door, house.one).post(`/v1/bookings/${id}/check-in`);
      return step(house, id, "check-out");
    },
    ...{ done: "checked_out 10", undone: ["checked_in 10"] },
  },
  {
    ...{ step: "a move", asks: "first", rules: { checkInMinutes: 15, ...queue } },
    prepare: async (house) => ({
      ...{ who: house.one, method: "patch", path: `/v1/bookings/${await wanted(house)}`, body: from(TEN + hours(3)) },
    }),
    ...{ done: "confirmed 13", undone: ["confirmed 10"] },
  },
  {
    ...{ step: "a change of guests", asks: "first", rules: { capacity: 4 } },
    prepare: async ({ id, one, book }) => {
      const party = { attendees: 3, guests: 1, invitees: [{ name: "A friend" }] };
      const path = `/v1/bookings/${await id(one, book, from(TEN, 1, party))}`;
      return { who: one, method: "patch", path, body: { guests: 2, invitees: [] } };
    },
    ...{ done: "confirmed 10", undone: ["confirmed 10"] },
  },
  {
    ...{ step: "the move of a series", asks: "first", rules: queue },
    prepare: async (house) => {
      const id = await house.id(house.one, `${house.path}/booking-series`, series);
      await house.id(house.two, house.book, from(TEN, 1, { wait: true }));
      return { who: house.one, path: `/v1/booking-series/${id}/move`, body: { scope: "all", startTime: "13:00" } };
    },
    ...{ done: "confirmed 13", undone: ["confirmed 10"] },
  },
  {
    ...{ step: "a blackout over a booking", asks: "nothing" },
    prepare: async (house) => {
      await house.id(house.one, house.book, from(TEN));
      return closing(house);
    },
    ...{ done: "cancelled 10", undone: ["confirmed 10"] },
  },
  {
    ...{ step: "a blackout over a booking that somebody waits for", asks: "nothing", rules: queue },
    prepare: async (house) => {
      await wanted(house);
      return closing(house);
    },
    ...{ done: "cancelled 10", undone: ["confirmed 10"] },
  },
  {
    ...{ step: "a blackout over a hold", asks: "nothing", rules: queue },
    prepare: async (house) => {
      await wanted(house, { hold: true });
      return closing(house);
    },
    ...{ done: "cancelled 10", undone: ["lapsed 10"] },
  },
  {
    ...{ step: "a blackout over a request", asks: "nothing", rules: { approval: "blocking", ...queue } },
    prepare: async (house) => {
      await wanted(house);
      return closing(house);
    },
    ...{ done: "cancelled 10", undone: ["requested 10"] },
  },
  {
    ...{ step: "a blackout over a wait", asks: "nothing", rules: queue },
    prepare: async (house) => {
      await house.id(house.two, house.book, from(TEN));
      await house.id(house.one, house.book, from(TEN, 1, { wait: true }));
      return closing(house);
    },
    ...{ done: "cancelled 10", undone: ["waiting 10"] },
  },
  {
    ...{ step: "a blackout over an offer", asks: "nothing", rules: queue, rang: true },
    prepare: async (house) => {
      await offered(house);
      return closing(house);
    },
    ...{ done: "cancelled 10", undone: ["offered 10"] },
  },
  {
    ...{ step: "the end of a series", asks: "nothing", rules: queue },
    prepare: async (house) => {
      const id = await house.id(house.one, `${house.path}/booking-series`, series);
      await house.id(house.two, house.book, from(TEN, 1, { wait: true }));
      return { who: house.one, path: `/v1/booking-series/${id}/cancel`, body: { scope: "all" } };
    },
    ...{ done: "cancelled 10", undone: ["confirmed 10"] },
  },
];

describe("calendar and book agree, and nothing is stuck, after", { timeout: SLOW }, () => {
  it.each(everyWay(steps))("$step.step where $fault, that $repeat", ({ step, fault, repeat }) =>
    breakStep(bound, step, fault, repeat),
  );
});
