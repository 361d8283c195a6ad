import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import { days, hours, minutes } from "#shared/core/time";
import { brokenPromises, goOn, lookAt } from "#shared/testing/agreement";
import { aSharedCalendar, aTerrace, from } from "#shared/testing/bookings";
import { aHouse, NOW, TEN } from "#shared/testing/broken";
import { doorOf, severed } from "#shared/testing/faults";
import { aResident } from "#shared/testing/projection";
import { at, deliver } from "#shared/testing/queue";
import { anId, as, written } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import worker from "../index.ts";
import { resourceRoutes } from "./resources.ts";

const ours = env as unknown as Env;
const app = createApp<Env>({ worker: "bookings", contract: bookings });
resourceRoutes(app);
const door = exports.Door({ props: { caller: "gateway" } });
/** What is deferred is done when it answers, and the calendar hears nothing of new rules. */
const prompt = doorOf(app, ours);
const deaf = doorOf(app, { ...ours, CALENDARS: severed(ours.CALENDARS, "before", "learn") });
const heard = deliver(worker, "bookings", ours);
const LATER = TEN + days(2);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

/** Somebody waits for a hall behind another, and a third behind them; their home used a gym that is in no calendar yet. */
async function aQueue(per: "person" | "household") {
  const house = await aHouse({ env: ours, door });
  const { building, boss, two, three } = house;
  const calendarId = await aSharedCalendar(door, building, {
    isExclusive: false,
    quotas: [{ per, window: "week", most: 1 }],
  });
  const hall = await aTerrace(door, building, { calendarId, offerMinutes: 30 });
  const gym = await aTerrace(door, building, { checkInMinutes: 15 });
  const unitId = anId("unit");
  const [waits, lives] = [
    await aResident(ours.DB, building, { unitId }),
    await aResident(ours.DB, building, { unitId }),
  ];
  const uses = per === "person" ? waits : lives;
  const used = await house.id(uses, `/v1/resources/${gym.id}/bookings`, from(TEN));
  const book = `/v1/resources/${hall.id}/bookings`;
  const theirs = await house.id(two, book, from(LATER));
  const waiting = await house.id(waits, book, from(LATER, 1, { wait: true }));
  const behind = await house.id(three, book, from(LATER, 1, { wait: true }));
  at(TEN);
  await as(door, uses).post(`/v1/bookings/${used}/check-in`);
  await as(door, uses).post(`/v1/bookings/${used}/check-out`);
  at(TEN + hours(2));
  const calendar = ours.CALENDARS.getByName(calendarId) as unknown as DurableObjectStub;
  const scene = { door, db: ours.DB, calendar, resourceId: hall.id, capacity: 1, boss };
  const join = async (by = prompt) => {
    const told = await as(by, boss).patch(`/v1/resources/${gym.id}`, { calendarId }, { "if-match": '"v1"' });
    expect(told.status).toBe(200);
  };
  const freed = async () => {
    await as(door, two).post(`/v1/bookings/${theirs}/cancel`);
    await goOn(scene, Date.now() + minutes(1), heard);
    const statusOf = async (id: string) => (await as(door, boss).get(`/v1/bookings/${id}`)).body.status;
    return [await statusOf(waiting), await statusOf(behind)];
  };
  const tell = async () =>
    heard(...(await written(ours.DB)).filter(({ type, subject }) => type === "resource.updated" && subject === gym.id));
  const agrees = async () => {
    expect(brokenPromises(await lookAt(scene)).filter((one) => !/waits, though there is room$/.test(one))).toEqual([]);
    expect((await as(door, boss).get(`/v1/resources/${gym.id}/calendar`)).body.difference).toBeNull();
  };
  return { hall, calendar, waiting, behind, boss, join, tell, freed, agrees };
}

describe("a resource that joins a calendar in which somebody waits brings what they used of it", () => {
  it.each(["person", "household"] as const)(
    "so that no time is offered to whoever is over a quota of the %s by it [BKG-09] [BKG-62]",
    async (per) => {
      const { join, freed, agrees } = await aQueue(per);
      await join();
      expect(await freed()).toEqual(["waiting", "offered"]);
      await agrees();
    },
  );

  it("also where the calendar was not told at once, and is told twice [BKG-09] [BKG-62]", async () => {
    const { calendar, join, tell, freed, agrees, waiting } = await aQueue("household");
    await join(deaf);
    await tell();
    await tell();
    const [row] = await runInDurableObject(calendar, (_, { storage }) =>
      storage.sql.exec<{ started: string }>("select started from places where booking_id = ?", waiting).toArray(),
    );
    expect(JSON.parse(row?.started ?? "[]")).toHaveLength(1);
    expect(await freed()).toEqual(["waiting", "offered"]);
    await agrees();
  });

  it("and a rebuild teaches it to those who wait already [BKG-09] [BKG-62]", async () => {
    const { boss, calendar, hall, join, freed, agrees } = await aQueue("household");
    await join();
    await runInDurableObject(calendar, (_, { storage }) => void storage.sql.exec("update places set started = null"));
    expect((await as(door, boss).post(`/v1/resources/${hall.id}/calendar/rebuild`)).status).toBe(200);
    expect(await freed()).toEqual(["waiting", "offered"]);
    await agrees();
  });

  it("but is offered to whoever used nothing of it [BKG-09] [BKG-62]", async () => {
    const { freed, agrees } = await aQueue("household");
    expect(await freed()).toEqual(["offered", "waiting"]);
    await agrees();
  });
});
