import { runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hours, toIso } from "#shared/core/time";
import { from } from "#shared/testing/bookings";
import { aHouse, NOW, TEN } from "#shared/testing/broken";
import { at } from "#shared/testing/queue";
import { as, written } from "#shared/testing/story";
import type { Env } from "../call.ts";

const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

const saidOf = async (id: string) =>
  (await written(ours.DB)).filter(({ subject, type }) => subject === id && type !== "booking.waitlist_offered");

/** Somebody's hold, or their place in the queue behind another. */
async function aWish(more: { hold?: true; wait?: true }) {
  const house = await aHouse({ env: ours, door }, { offerMinutes: 30 });
  const first = more.wait && (await house.id(house.one, house.book, from(TEN)));
  const id = await house.id(house.two, house.book, from(TEN, 1, more));
  return { house, first, id, path: `/v1/bookings/${id}` };
}

describe("whoever holds, waits for or was offered a time", () => {
  it.each([
    { fromStatus: "held", more: { hold: true } },
    { fromStatus: "waiting", more: { wait: true } },
  ] as const)("is told once, and why, that the house ended what was $fromStatus", async ({ fromStatus, more }) => {
    const { house, id, path } = await aWish(more);
    const told = await as(door, house.boss).post(`${path}/cancel`, { reason: "A burst pipe 🚰" });
    expect(told).toMatchObject({ status: 200, body: { status: "cancelled" } });
    const again = await as(door, house.boss).post(`${path}/cancel`, { reason: "Twice" });
    expect(again.body.code).toBe("booking.not_open");
    const data = { userId: house.two.id, fromStatus, cause: "staff", reason: "A burst pipe 🚰" };
    expect(await saidOf(id)).toMatchObject([{ type: "booking.cancelled", person: house.two.id, data }]);
    if (fromStatus === "held") expect((await as(door, house.three).post(house.book, from(TEN))).status).toBe(201);
  });

  it("is told the same of an offer, with no words where none were said", async () => {
    const { house, first, id, path } = await aWish({ wait: true });
    await as(door, house.one).post(`/v1/bookings/${first}/cancel`);
    await runDurableObjectAlarm(house.calendar);
    expect((await as(door, house.two).get(path)).body.status).toBe("offered");
    await as(door, house.boss).post(`${path}/cancel`);
    const [said, ...more] = await saidOf(id);
    expect(said).toMatchObject({ type: "booking.cancelled", data: { fromStatus: "offered", cause: "staff" } });
    expect([said?.data, more]).toEqual([expect.not.objectContaining({ reason: expect.anything() }), []]);
  });

  it.each([{ more: { hold: true } }, { more: { wait: true } }] as const)(
    "is told nothing of what they end themselves: $more",
    async ({ more }) => {
      const { house, id, path } = await aWish(more);
      await as(door, house.two).post(`${path}/cancel`, { reason: "Rain" });
      expect(await saidOf(id)).toEqual([]);
    },
  );

  it("is told of a hold that the house moved, and not of one that they move", async () => {
    const { house, id, path } = await aWish({ hold: true });
    const to = (startAt: number) => from(startAt);
    await as(door, house.two).patch(path, to(TEN + hours(1)), { "if-match": '"v1"' });
    expect(await saidOf(id)).toEqual([]);
    await as(door, house.boss).patch(path, to(TEN + hours(2)), { "if-match": '"v2"' });
    expect(await saidOf(id)).toMatchObject([
      { type: "booking.moved", data: { startAt: TEN + hours(2), fromStartAt: TEN + hours(1), isHeld: true } },
    ]);
    expect((await as(door, house.two).get(path)).body).toMatchObject({
      status: "held",
      startAt: toIso(TEN + hours(2)),
    });
  });
});
