import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import type { Id } from "#shared/core/ids";
import { minutes } from "#shared/core/time";
import { brokenPromises, goOn, lookAt } from "#shared/testing/agreement";
import { from } from "#shared/testing/bookings";
import { aHouse, type House, NOW, TEN } from "#shared/testing/broken";
import { doorOf, severed } from "#shared/testing/faults";
import { at, deliver } from "#shared/testing/queue";
import { as, written } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import worker from "../index.ts";
import { stepRoutes } from "./steps.ts";

const ours = env as unknown as Env;
const app = createApp<Env>({ worker: "bookings", contract: bookings });
stepRoutes(app);
const door = exports.Door({ props: { caller: "gateway" } });
const heard = deliver(worker, "bookings", ours);
const bound = { env: ours, door, app, heard };
/** A Door that dies before it tells the calendar what it wrote. */
const deaf = doorOf(app, { ...ours, CALENDARS: severed(ours.CALENDARS, "before", "release") });

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

const cancel = (by: typeof door | typeof deaf, { one }: House, id: string) =>
  as(by, one).post(`/v1/bookings/${id}/cancel`);
const saysAgain = async (id: string) =>
  heard(...(await written(ours.DB)).filter((one) => one.type === "booking.cancelled" && one.subject === id));

async function keepsAllPromises({ scene }: House) {
  await goOn(scene, NOW + minutes(6), heard);
  const look = await lookAt(scene);
  expect(brokenPromises(look)).toEqual([]);
  return look;
}

describe("a time that is given up and booked again in the same second", () => {
  it("is one person's, and no late or repeated word of its end takes it from them", async () => {
    const house = await aHouse(bound);
    const old = await house.id(house.one, house.book, from(TEN));
    expect((await cancel(deaf, house, old)).status).toBe(200);
    expect((await as(door, house.two).post(house.book, from(TEN))).body.code).toBe("booking.slot_taken");
    await saysAgain(old);
    const fresh = await house.id(house.two, house.book, from(TEN));
    await ours.CALENDARS.getByName(house.terrace.calendarId).release([old as Id<"booking">]);
    await ours.CALENDARS.getByName(house.terrace.calendarId).release([old as Id<"booking">]);
    await saysAgain(old);
    expect((await as(door, house.one).post(house.book, from(TEN))).body.code).toBe("booking.slot_taken");
    const { places } = await keepsAllPromises(house);
    expect(places).toMatchObject([{ id: fresh, state: "confirmed" }]);
  });

  it("by the same request, is theirs anew, whatever is still said of what they gave up", async () => {
    const house = await aHouse(bound);
    const old = await house.id(house.one, house.book, from(TEN));
    await cancel(deaf, house, old);
    const fresh = await house.id(house.one, house.book, from(TEN));
    expect(fresh).not.toBe(old);
    await saysAgain(old);
    await ours.CALENDARS.getByName(house.terrace.calendarId).release([old as Id<"booking">]);
    const { places } = await keepsAllPromises(house);
    expect(places).toMatchObject([{ id: fresh, state: "confirmed" }]);
  });

  it("by the same request, is not taken from who waited for it", async () => {
    const house = await aHouse(bound, { offerMinutes: 30 });
    const old = await house.id(house.one, house.book, from(TEN));
    const waiting = await house.id(house.two, house.book, from(TEN, 1, { wait: true }));
    await cancel(deaf, house, old);
    const asked = as(door, house.one);
    expect((await asked.post(`${house.book}?dryRun=true`, from(TEN))).body).toMatchObject({ wouldBook: false });
    expect((await asked.post(house.book, from(TEN))).body.code).toBe("booking.slot_taken");
    await keepsAllPromises(house);
    expect((await as(door, house.two).post(`/v1/bookings/${waiting}/confirm`)).body.status).toBe("confirmed");
  });

  it("by many at once while it is given up, is had by one of them at most, and free for the next if by none [BKG-04]", async () => {
    for (let round = 0; round < 5; round += 1) {
      at(NOW);
      const house = await aHouse(bound);
      const old = await house.id(house.one, house.book, from(TEN));
      const asks = [house.two, house.three, house.two, house.three].map((who) =>
        as(door, who).post(house.book, from(TEN), { "idempotency-key": crypto.randomUUID() }),
      );
      const [ended, ...told] = await Promise.all([cancel(door, house, old), ...asks]);
      expect(ended.status).toBe(200);
      const got = told.filter(({ status }) => status === 201);
      expect(got.length).toBeLessThanOrEqual(1);
      await saysAgain(old);
      const { places } = await keepsAllPromises(house);
      expect(places.map(({ id }) => id)).toEqual(got.map(({ body }) => body.id));
      if (got.length === 0) expect((await as(door, house.two).post(house.book, from(TEN))).status).toBe(201);
    }
  });
});

describe("two people and one place", () => {
  it("have it one after the other: the second is offered it when the first lets go, however both try [BKG-07]", async () => {
    const house = await aHouse(bound, { offerMinutes: 30 });
    const had = await house.id(house.one, house.book, from(TEN));
    const [first, second] = [
      await house.id(house.two, house.book, from(TEN, 1, { wait: true })),
      await house.id(house.three, house.book, from(TEN, 1, { wait: true })),
    ];
    await cancel(door, house, had);
    await goOn(house.scene, NOW, heard);
    const confirm = () =>
      Promise.all([
        as(door, house.three).post(`/v1/bookings/${second}/confirm`),
        as(door, house.two).post(`/v1/bookings/${first}/confirm`),
      ]);
    const [refused, granted] = await confirm();
    expect(refused.body.code).toBe("booking.not_held");
    expect(granted.body.status).toBe("confirmed");
    await keepsAllPromises(house);

    at(NOW + minutes(7));
    await as(door, house.two).post(`/v1/bookings/${first}/cancel`);
    await goOn(house.scene, NOW + minutes(7), heard);
    const [theirs, gone] = await confirm();
    expect(theirs.body.status).toBe("confirmed");
    expect(gone.body.code).toBe("booking.not_held");
    await goOn(house.scene, NOW + minutes(8), heard);
    expect(brokenPromises(await lookAt(house.scene))).toEqual([]);
  });

  it("who ask to wait in the same moment, wait one behind the other [BKG-07]", async () => {
    const house = await aHouse(bound, { offerMinutes: 30 });
    await house.id(house.one, house.book, from(TEN));
    const told = await Promise.all(
      [house.two, house.three].map((who) => as(door, who).post(house.book, from(TEN, 1, { wait: true }))),
    );
    expect(told.map(({ body }) => body.status)).toEqual(["waiting", "waiting"]);
    expect(told.map(({ body }) => body.waitlistPosition).sort()).toEqual([1, 2]);
    await keepsAllPromises(house);
  });
});
