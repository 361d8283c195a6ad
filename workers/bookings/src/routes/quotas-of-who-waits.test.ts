import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bookings } from "#shared/contracts/bookings";
import type { Person } from "#shared/core/actor";
import { days, hours, minutes } from "#shared/core/time";
import { brokenPromises, goOn, lookAt } from "#shared/testing/agreement";
import { from } from "#shared/testing/bookings";
import { aHouse, NOW, TEN } from "#shared/testing/broken";
import { doorOf, severed } from "#shared/testing/faults";
import { aResident } from "#shared/testing/projection";
import { at, deliver } from "#shared/testing/queue";
import { anId, as } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";
import type { Env } from "../call.ts";
import worker from "../index.ts";
import { stepRoutes } from "./steps.ts";

const ours = env as unknown as Env;
const app = createApp<Env>({ worker: "bookings", contract: bookings });
stepRoutes(app);
const door = exports.Door({ props: { caller: "gateway" } });
const heard = deliver(worker, "bookings", ours);
const quotas = [{ per: "household", window: "week", most: 1 }];
const LATER = TEN + days(2);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

const statusOf = async (who: Person, id: string) => (await as(door, who).get(`/v1/bookings/${id}`)).body.status;

/** Two of one home, of whom one waits for a time that somebody else has; behind them waits a third. */
async function aQueue(rules: Record<string, unknown> = {}) {
  const house = await aHouse({ env: ours, door }, { quotas, offerMinutes: 30, checkInMinutes: 15, ...rules });
  const unitId = anId("unit");
  const [waits, uses] = [
    await aResident(ours.DB, house.building, { unitId }),
    await aResident(ours.DB, house.building, { unitId }),
  ];
  const theirs = await house.id(house.two, house.book, from(LATER));
  const waiting = await house.id(waits, house.book, from(LATER, 1, { wait: true }));
  const behind = await house.id(house.three, house.book, from(LATER, 1, { wait: true }));
  const used = await house.id(uses, house.book, from(TEN, 2));
  return { house, waits, uses, theirs, waiting, behind, used };
}

type Queue = Awaited<ReturnType<typeof aQueue>>;

/** What the two wait for is given up: by then their quota must be known to be used. */
async function isForTheNext({ house, waits, theirs, waiting, behind }: Queue) {
  await as(door, house.two).post(`/v1/bookings/${theirs}/cancel`);
  await goOn(house.scene, Date.now() + minutes(1), heard);
  expect(await statusOf(waits, waiting)).toBe("waiting");
  expect(await statusOf(house.three, behind)).toBe("offered");
}

const checkIn = ({ uses, used }: Queue) => as(door, uses).post(`/v1/bookings/${used}/check-in`);

describe("a time that is free is not offered to whose home has used its quota", () => {
  it("and left early [BKG-09] [BKG-62]", async () => {
    const queue = await aQueue();
    at(TEN);
    await checkIn(queue);
    at(TEN + minutes(10));
    await as(door, queue.uses).post(`/v1/bookings/${queue.used}/check-out`);
    const { one, book } = queue.house;
    expect((await as(door, one).post(book, from(TEN + hours(1)))).status).toBe(201);
    await isForTheNext(queue);
    expect(brokenPromises(await lookAt(queue.house.scene))).toEqual([]);
  });

  it("and left before it began [BKG-09] [BKG-62]", async () => {
    const queue = await aQueue();
    at(TEN - minutes(9));
    await checkIn(queue);
    await as(door, queue.uses).post(`/v1/bookings/${queue.used}/check-out`);
    at(TEN);
    await isForTheNext(queue);
  });

  it("and left early, of which the calendar heard nothing [BKG-09] [BKG-62]", async () => {
    const queue = await aQueue();
    at(TEN);
    await checkIn(queue);
    const deaf = doorOf(app, { ...ours, CALENDARS: severed(ours.CALENDARS, "before", "used") });
    await as(deaf, queue.uses).post(`/v1/bookings/${queue.used}/check-out`);
    await goOn(queue.house.scene, TEN + minutes(1), heard);
    const { one, book } = queue.house;
    expect((await as(door, one).post(book, from(TEN + hours(1)))).status).toBe(201);
    await isForTheNext(queue);
  });

  it("and did not come [BKG-09] [BKG-62]", async () => {
    const queue = await aQueue();
    await goOn(queue.house.scene, TEN + minutes(16), heard);
    expect(await statusOf(queue.uses, queue.used)).toBe("no_show");
    await isForTheNext(queue);
  });

  it.each([
    { what: "left early", leave: "check-out", until: TEN + minutes(5) },
    { what: "was there to the end", leave: "check-out", until: TEN + hours(2) },
    { what: "said nothing of leaving", leave: "check-in", until: TEN + hours(3) },
  ])(
    "and $what, before the calendar was lost and rebuilt from the book [BKG-09] [BKG-62]",
    async ({ leave, until }) => {
      const queue = await aQueue();
      at(TEN);
      await checkIn(queue);
      at(until);
      await as(door, queue.uses).post(`/v1/bookings/${queue.used}/${leave}`);
      const { house } = queue;
      await runInDurableObject(house.calendar, (_, { storage }) => void storage.sql.exec("DELETE FROM places"));
      expect((await as(door, house.boss).post(`${house.path}/calendar/rebuild`)).status).toBe(200);
      await goOn(house.scene, until + minutes(1), heard);
      await isForTheNext(queue);
      expect(brokenPromises(await lookAt(house.scene))).toEqual([]);
    },
  );

  it("by a window that is longer than there was when they began to wait [BKG-09] [BKG-62]", async () => {
    const queue = await aQueue({ quotas: [] });
    const { house, waits, theirs, waiting, behind } = queue;
    for (const [who, id] of [
      [house.two, theirs],
      [waits, waiting],
      [house.three, behind],
    ] as const)
      await as(door, who).post(`/v1/bookings/${id}/cancel`);
    at(TEN);
    await checkIn(queue);
    const monthsLater = LATER + days(60);
    await goOn(house.scene, monthsLater - days(1), heard);
    const free = await house.id(house.two, house.book, from(monthsLater));
    const again = await house.id(waits, house.book, from(monthsLater, 1, { wait: true }));
    const next = await house.id(house.three, house.book, from(monthsLater, 1, { wait: true }));
    const yearly = [{ per: "household", window: "year", most: 1 }];
    expect((await as(door, house.boss).patch(house.path, { quotas: yearly }, { "if-match": '"v1"' })).status).toBe(200);
    await isForTheNext({ ...queue, theirs: free, waiting: again, behind: next });
  });

  it("but is, if what they had was given up [BKG-09] [BKG-62]", async () => {
    const { house, waits, uses, used, theirs, waiting } = await aQueue();
    await as(door, uses).post(`/v1/bookings/${used}/cancel`);
    at(TEN + minutes(1));
    await as(door, house.two).post(`/v1/bookings/${theirs}/cancel`);
    await goOn(house.scene, TEN + minutes(2), heard);
    expect(await statusOf(waits, waiting)).toBe("offered");
  });
});
