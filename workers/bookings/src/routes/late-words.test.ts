import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import type { Person } from "#shared/core/actor";
import { hours, minutes } from "#shared/core/time";
import { brokenPromises, goOn, lookAt } from "#shared/testing/agreement";
import { from } from "#shared/testing/bookings";
import { aHouse, type House, NOW, TEN } from "#shared/testing/broken";
import { doorOf, failing, severed } from "#shared/testing/faults";
import { at, deliver } from "#shared/testing/queue";
import { as, type Door } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import worker from "../index.ts";
import { bookingRoutes } from "./bookings.ts";
import { seriesRoutes } from "./series.ts";
import { stepRoutes } from "./steps.ts";

const ours = env as unknown as Env;
const app = createApp<Env>({ worker: "bookings", contract: bookings });
bookingRoutes(app);
stepRoutes(app);
seriesRoutes(app);
const door = exports.Door({ props: { caller: "gateway" } });
const heard = deliver(worker, "bookings", ours);
const THIRTEEN = TEN + hours(3);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

/** A Door of which the word that the book has something reaches the calendar when it is `told`. */
function slow(): { readonly door: Door; readonly told: () => Promise<unknown> } {
  const held: (() => Promise<void>)[] = [];
  const getByName = (name: string) => {
    const calendar = ours.CALENDARS.getByName(name);
    return new Proxy(calendar, {
      get: (stub, method) =>
        method === "settled"
          ? async (...words: Parameters<typeof calendar.settled>) => void held.push(() => calendar.settled(...words))
          : Reflect.get(stub, method),
    });
  };
  const env = { ...ours, CALENDARS: { getByName } as unknown as Env["CALENDARS"] };
  return { door: doorOf(app, env), told: () => Promise.all(held.map((tell) => tell())) };
}

const failed = () => doorOf(app, { ...ours, DB: failing(ours.DB, 2, "before") });

async function keepsAllPromises({ scene }: House) {
  await goOn(scene, Date.now() + minutes(1), heard);
  expect(brokenPromises(await lookAt(scene))).toEqual([]);
}

describe("the word that a booking is in the book where it was moved to, if it comes after two more moves", () => {
  it("frees nothing, while the book has it where the second brought it", async () => {
    const house = await aHouse({ env: ours, door }, { capacity: 2 });
    const id = await house.id(house.one, house.book, from(TEN, 1, { attendees: 2 }));
    const move = (by: Door, to: number) => as(by, house.one).patch(`/v1/bookings/${id}`, from(to));
    const first = slow();
    expect((await move(first.door, THIRTEEN)).status).toBe(200);
    expect((await move(door, TEN)).status).toBe(200);
    expect((await move(failed(), THIRTEEN)).status).toBe(500);
    await first.told();
    expect((await as(door, house.two).post(house.book, from(TEN))).body.code).toBe("booking.slot_taken");
    await keepsAllPromises(house);
    expect((await as(door, house.one).get(`/v1/bookings/${id}`)).body).toMatchObject(from(TEN));
    expect((await as(door, house.two).post(house.book, from(THIRTEEN))).status).toBe(201);
  });

  it("frees nothing of a series either", async () => {
    const house = await aHouse({ env: ours, door }, { capacity: 2 });
    const { one, two, path, book } = house;
    const recurring = from(TEN, 1, { attendees: 2, rule: "FREQ=DAILY;COUNT=2" });
    const id = await house.id(one, `${path}/booking-series`, recurring);
    const move = (by: Door, startTime: string) =>
      as(by, one).post(`/v1/booking-series/${id}/move`, { scope: "all", startTime });
    const first = slow();
    expect((await move(first.door, "13:00")).status).toBe(200);
    expect((await move(door, "10:00")).status).toBe(200);
    expect((await move(failed(), "13:00")).status).toBe(500);
    await first.told();
    expect((await as(door, two).post(book, from(TEN))).body.code).toBe("booking.slot_taken");
    await keepsAllPromises(house);
  });
});

describe("the word that a booking is in the book, if it comes as it ends", () => {
  const ends: [string, (who: Person, house: House, by: Door) => Promise<string>, string][] = [
    ["a hold", (who, { book }, by) => made(by, who, book, from(TEN, 1, { hold: true })), "cancel"],
    ["a booking for which its person was there", (who, { book }, by) => made(by, who, book, from(TEN)), "check-out"],
  ];
  const made = async (by: Door, who: Person, book: string, body: unknown) =>
    String((await as(by, who).post(book, body)).body.id);

  it.each(ends)("lets the calendar ask for its end all the same, should nobody tell it: %s", async (_, make, end) => {
    const house = await aHouse({ env: ours, door });
    const first = slow();
    const id = await make(house.one, house, first.door);
    if (end === "check-out") {
      at(TEN);
      await as(door, house.one).post(`/v1/bookings/${id}/check-in`);
    }
    const CALENDARS = severed(severed(ours.CALENDARS, "before", "release"), "before", "used");
    const deaf = as(doorOf(app, { ...ours, CALENDARS }), house.one);
    expect((await deaf.post(`/v1/bookings/${id}/${end}`)).status).toBe(200);
    await first.told();
    await keepsAllPromises(house);
  });
});
