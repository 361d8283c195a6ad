import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Instant, minutes, toIso } from "#shared/core/time";
import { brokenPromises, goOn, lookAt } from "#shared/testing/agreement";
import { everyDay, from } from "#shared/testing/bookings";
import { aHouse, type House } from "#shared/testing/broken";
import { at, deliver } from "#shared/testing/queue";
import { as } from "#shared/testing/story";
import type { Env } from "../call.ts";
import worker from "../index.ts";

const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const heard = deliver(worker, "bookings", ours);
const bound = { env: ours, door };

/** In Madrid it is two o'clock, and then three, at the one; at the other it is two o'clock twice. */
const SKIPPED = Date.UTC(2097, 2, 31, 1);
const TWICE = Date.UTC(2097, 9, 27, 0);
const HOUR = minutes(60);
const CHANGES = [
  { change: "skipped", changesAt: SKIPPED },
  { change: "doubled", changesAt: TWICE + HOUR },
];
const allDay = { openings: everyDay(0, 1440) };

beforeEach(() => at(TWICE));
afterEach(() => void vi.useRealTimers());

async function goesOn({ scene }: House, until: Instant) {
  await goOn(scene, until, heard);
  expect(brokenPromises(await lookAt(scene))).toEqual([]);
}
const seen = async ({ one }: House, id: string) => (await as(door, one).get(`/v1/bookings/${id}`)).body;

describe.each(CHANGES)("at the $change hour", ({ changesAt }) => {
  it("a hold lasts five minutes [BKG-05] [BKG-22]", async () => {
    at(changesAt - minutes(2));
    const house = await aHouse(bound, allDay);
    const id = await house.id(house.one, house.book, from(changesAt + 3 * HOUR, 1, { hold: true }));
    expect(await seen(house, id)).toMatchObject({ holdUntil: toIso(changesAt + minutes(3)) });
    await goesOn(house, changesAt + minutes(2));
    expect(await seen(house, id)).toMatchObject({ status: "held" });
    await goesOn(house, changesAt + minutes(3));
    expect(await seen(house, id)).toMatchObject({ status: "lapsed" });
  });

  it("an offer lasts as long as the resource says, and then is the next one's [BKG-07] [BKG-22]", async () => {
    at(changesAt - minutes(10));
    const house = await aHouse(bound, { ...allDay, offerMinutes: 30 });
    const time = changesAt + 3 * HOUR;
    const had = await house.id(house.two, house.book, from(time));
    const id = await house.id(house.one, house.book, from(time, 1, { wait: true }));
    const next = await house.id(house.three, house.book, from(time, 1, { wait: true }));
    await as(door, house.two).post(`/v1/bookings/${had}/cancel`);
    await goesOn(house, changesAt + minutes(19));
    expect(await seen(house, id)).toMatchObject({ status: "offered", holdUntil: toIso(changesAt + minutes(20)) });
    await goesOn(house, changesAt + minutes(20));
    expect(await seen(house, id)).toMatchObject({ status: "lapsed" });
    expect((await as(door, house.three).post(`/v1/bookings/${next}/confirm`)).body.status).toBe("confirmed");
  });

  it("one must be there a quarter of an hour after the start, and can give up until an hour before it [BKG-12] [BKG-13] [BKG-22]", async () => {
    at(changesAt - 3 * HOUR);
    const house = await aHouse(bound, { ...allDay, checkInMinutes: 15, cancelUntilMinutes: 60 });
    const startAt = changesAt;
    const id = await house.id(house.one, house.book, from(startAt, 2));
    expect(await seen(house, id)).toMatchObject({
      ...{ cancelUntil: toIso(startAt - HOUR), checkInUntil: toIso(startAt + minutes(15)) },
    });
    at(startAt - HOUR + 1);
    const late = await as(door, house.one).post(`/v1/bookings/${id}/cancel`);
    expect(late.body.code).toBe("booking.cancel_too_late");
    await goesOn(house, startAt + minutes(14));
    expect(await seen(house, id)).toMatchObject({ status: "confirmed" });
    await goesOn(house, startAt + minutes(15));
    expect(await seen(house, id)).toMatchObject({ status: "no_show" });
  });

  it("a time may last over the change, and nobody else has any of it [BKG-22]", async () => {
    at(changesAt - 3 * HOUR);
    const house = await aHouse(bound, allDay);
    await house.id(house.one, house.book, from(changesAt - HOUR, 2));
    for (const time of [changesAt - HOUR, changesAt])
      expect((await as(door, house.two).post(house.book, from(time))).body.code).toBe("booking.slot_taken");
    expect((await as(door, house.two).post(house.book, from(changesAt + HOUR))).status).toBe(201);
    await goesOn(house, changesAt - 2 * HOUR);
  });
});

describe("an hour that is there twice", () => {
  it("is booked twice, each for itself, and given up each for itself [BKG-22]", async () => {
    at(TWICE - 3 * HOUR);
    const house = await aHouse(bound, allDay);
    const id = await house.id(house.one, house.book, from(TWICE));
    const second = await as(door, house.two).post(house.book, from(TWICE + HOUR));
    expect(second).toMatchObject({ status: 201, body: from(TWICE + HOUR) });
    expect((await as(door, house.three).post(house.book, from(TWICE + HOUR))).body.code).toBe("booking.slot_taken");
    await as(door, house.one).post(`/v1/bookings/${id}/cancel`);
    expect((await as(door, house.three).post(house.book, from(TWICE))).status).toBe(201);
    await goesOn(house, TWICE - 2 * HOUR);
  });
});
