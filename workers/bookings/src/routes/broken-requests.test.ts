import { runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { minutes, toIso } from "#shared/core/time";
import { brokenPromises, goOn, lookAt } from "#shared/testing/agreement";
import { from } from "#shared/testing/bookings";
import { aHouse, breakStep, everyWay, type House, NOW, ringAlone, type Step, TEN } from "#shared/testing/broken";
import { doorOf, interrupted } from "#shared/testing/faults";
import { at, deliver } from "#shared/testing/queue";
import { as } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import worker from "../index.ts";
import { bookingRoutes } from "./bookings.ts";
import { seriesRoutes } from "./series.ts";
import { stepRoutes } from "./steps.ts";

const ours = env as unknown as Env;
const SLOW = 30_000;
const app = createApp<Env>({ worker: "bookings", contract: bookings });
bookingRoutes(app);
stepRoutes(app);
seriesRoutes(app);
const door = exports.Door({ props: { caller: "gateway" } });
const bound = { env: ours, door, app, heard: deliver(worker, "bookings", ours) };

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

const nothing = ["", "lapsed 10"];
const asking =
  (more: Record<string, unknown>) =>
  ({ one, book }: House) => ({
    ...{ who: one, path: book, body: from(TEN, 1, more) },
  });

/** The first resident has asked for a time, and somebody takes the next step with it. */
const after =
  (step: string, more: Record<string, unknown>, by: "one" | "boss" = "one") =>
  async (house: House) => {
    const id = await house.id(house.one, house.book, from(TEN, 1, more));
    return { who: house[by], path: `/v1/bookings/${id}/${step}` };
  };

const steps: Step[] = [
  { step: "a hold", asks: "first", prepare: asking({ hold: true }), done: "lapsed 10", undone: nothing },
  { step: "a booking", asks: "first", prepare: asking({}), done: "confirmed 10", undone: nothing },
  {
    ...{ step: "a request", asks: "first", rules: { approval: "blocking" } },
    ...{ prepare: asking({}), done: "requested 10", undone: nothing },
  },
  {
    ...{ step: "a place in the queue", asks: "first", rules: { offerMinutes: 30 } },
    prepare: async (house) => {
      await house.id(house.two, house.book, from(TEN));
      return asking({ wait: true })(house);
    },
    ...{ done: "waiting 10", undone: nothing },
  },
  {
    ...{ step: "a series", asks: "first" },
    prepare: ({ one, path }) => ({
      ...{ who: one, path: `${path}/booking-series`, body: from(TEN, 1, { rule: "FREQ=DAILY;COUNT=3" }) },
    }),
    ...{ done: "confirmed 10", undone: nothing },
  },
  {
    ...{ step: "the confirmation of a hold", asks: "forward", prepare: after("confirm", { hold: true }) },
    ...{ done: "confirmed 10", undone: ["lapsed 10"] },
  },
  {
    ...{ step: "the confirmation of a hold that needs the house's word", asks: "forward", rules: { approval: "open" } },
    ...{ prepare: after("confirm", { hold: true }), done: "requested 10", undone: ["lapsed 10"] },
  },
  {
    ...{ step: "the confirmation of an offer", asks: "forward", rules: { offerMinutes: 30 } },
    prepare: async (house) => {
      const theirs = await house.id(house.two, house.book, from(TEN));
      const asked = await after("confirm", { wait: true })(house);
      await as(door, house.two).post(`/v1/bookings/${theirs}/cancel`);
      await ringAlone(house);
      return asked;
    },
    ...{ done: "confirmed 10", undone: ["offered 10"] },
  },
  ...(["open", "blocking"] as const).map((approval) => ({
    ...{ step: `the house's yes to a request (${approval})`, asks: "forward" as const, rules: { approval } },
    ...{ prepare: after("approve", {}, "boss"), done: "confirmed 10", undone: ["requested 10"] },
  })),
];

describe("calendar and book agree, and nothing is stuck, after", { timeout: SLOW }, () => {
  it.each(everyWay(steps))("$step.step where $fault, that $repeat", ({ step, fault, repeat }) =>
    breakStep(bound, step, fault, repeat),
  );
});

describe("a time that is free again before the book knows who waits for it", () => {
  it("is offered to them once it does [BKG-62]", async () => {
    const house = await aHouse(bound, { offerMinutes: 30 });
    const had = await house.id(house.two, house.book, from(TEN));
    const before = async () => {
      await as(door, house.two).post(`/v1/bookings/${had}/cancel`);
      await runDurableObjectAlarm(house.calendar);
    };
    const slow = doorOf(app, { ...ours, DB: interrupted(ours.DB, 2, { before }) });
    const told = await as(slow, house.one).post(house.book, from(TEN, 1, { wait: true }));
    expect(told).toMatchObject({ status: 201, body: { status: "waiting" } });
    await goOn(house.scene, NOW, bound.heard);
    const { body } = await as(door, house.one).get(`/v1/bookings/${told.body.id}`);
    expect(body).toMatchObject({ status: "offered", holdUntil: toIso(NOW + minutes(30)) });
    expect(brokenPromises(await lookAt(house.scene))).toEqual([]);
  });
});
