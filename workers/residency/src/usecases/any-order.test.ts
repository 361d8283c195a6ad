import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Id } from "#shared/core/ids";
import { days, toIso } from "#shared/core/time";
import type { Envelope } from "#shared/events/event";
import {
  AT_ONCE,
  type Batches,
  bring,
  inDisorder,
  inOrder,
  leftOut,
  notActedOn,
  type Row,
  remembered,
  SEEDS,
  SEEDS_AT_ONCE,
  SLOW,
} from "#shared/testing/disorder";
import { deliver as delivering } from "#shared/testing/queue";
import { aHouse } from "#shared/testing/residency";
import { anId, arrived, as, person } from "#shared/testing/story";
import worker from "../index.ts";

const door = exports.Door({ props: { caller: "gateway" } });
const deliver = delivering(worker, "residency", env as Parameters<typeof worker.queue>[1]);

const created = (userId: Id<"user">, name: string) =>
  arrived("iam", { type: "user.created", subject: userId, version: 1, data: { userId, name, locale: "en" } });
const updated = (userId: Id<"user">, version: number, name: string, locale = "en") =>
  arrived("iam", { type: "user.updated", subject: userId, version, data: { userId, name, locale } });
const deleted = (userId: Id<"user">, version: number) =>
  arrived("iam", { type: "user.deleted", subject: userId, version, data: { userId } });

/** Two buildings, and people in them: who stays, who leaves for good from two homes and two claims, who was about to move out. */
async function aHistory(): Promise<Envelope[]> {
  const [house, other] = [await aHouse(door), await aHouse(door)];
  const [stays, leaves, moving] = [person(), person(), person()];
  const [first, second] = [await house.unit("1A"), await other.unit("1A")];
  await house.home(first.id, stays, "owner");
  await house.home((await house.unit("2A")).id, leaves);
  await other.home(second.id, leaves, "household");
  const { claim } = await other.home((await other.unit("2A")).id, moving, "subtenant");
  const ahead = { untilAt: toIso(Date.now() + days(30)) };
  await as(door, moving).post(`/v1/residences/${claim.residenceId}/end`, ahead);
  for (const who of [leaves, stays]) {
    const asked = { unitId: (await house.unit(`of ${who.id}`)).id, kind: "tenant", message: "words of mine" };
    await as(door, who).post("/v1/claims", asked);
    const { body } = await as(door, who).post("/v1/claims", {
      ...asked,
      unitId: (await house.unit(`or ${who.id}`)).id,
    });
    await as(door, house.boss).post(`/v1/claims/${body.id}/reject`, { reason: "words of the house" });
  }
  const [unknown, elsewhere] = [anId("user"), anId("user")];
  return [
    ...[created(stays.id, "A"), updated(stays.id, 2, "B"), updated(stays.id, 5, "C", "es"), updated(stays.id, 6, "D")],
    ...[created(leaves.id, "E"), updated(leaves.id, 2, "F"), updated(leaves.id, 4, "G"), deleted(leaves.id, 5)],
    ...[created(moving.id, "H"), deleted(moving.id, 2)],
    ...[created(unknown, "I"), updated(unknown, 3, "J"), deleted(unknown, 4)],
    ...[created(elsewhere, "K"), updated(elsewhere, 2, "L")],
  ];
}

/** All that residency knows of these people and said about them, but when. */
async function whatIsLeft(history: readonly Envelope[]) {
  const rowsOf = remembered(env.DB, history);
  const since = (column: string) => (row: Row) => ({ ...row, [column]: row[column] !== null });
  const said = await rowsOf("outbox", "id", "at");
  return {
    profiles: (await rowsOf("profiles")).map(since("erased_at")),
    residences: (await rowsOf("residences", "id", "building_id", "unit_id", "from_at")).map(since("until_at")),
    claims: (await rowsOf("claims", "id", "building_id", "unit_id", "residence_id", "created_at", "decided_by")).map(
      since("decided_at"),
    ),
    said: said
      .map(({ envelope }) => JSON.parse(String(envelope)) as Envelope)
      .filter(({ type }) => type !== "audit.recorded")
      .map(({ type, version, data }) => `${type} v${version} of ${(data as { userId: string }).userId}`)
      .sort(),
  };
}

/** Tells a history of its own, in this way. */
async function tell(disturb: (history: readonly Envelope[]) => Batches, story: string, atOnce = 1) {
  const history = await aHistory();
  expect(leftOut(history, "residency"), "not in the history").toEqual([]);
  expect(await bring(deliver, disturb(history), atOnce), `${story}: dead letters`).toEqual([]);
  expect(await notActedOn(env.DB, history), story).toEqual([]);
  return whatIsLeft(history);
}

describe("every event that residency hears", { timeout: SLOW }, () => {
  it("three times, late and in any order, leaves what it leaves once and in order", async () => {
    const once = await tell(inOrder, "in order");
    expect(once.profiles.map(({ name, erased_at }: Row) => ({ name, erased_at }))).toEqual([
      { name: "D", erased_at: false },
      ...[null, null].map((name) => ({ name, erased_at: true })),
      { name: "L", erased_at: false },
      { name: null, erased_at: true },
    ]);
    expect(once.said.filter((word) => word.startsWith("resident.unverified"))).toHaveLength(4);
    for (const seed of SEEDS)
      expect(await tell((history) => inDisorder(history, seed), `seed ${seed}`), `seed ${seed}`).toEqual(once);
  });

  it("leaves it too when several batches are heard at the same moment", async () => {
    const once = await tell(inOrder, "in order");
    for (const seed of SEEDS_AT_ONCE)
      expect(await tell((history) => inDisorder(history, seed), `seed ${seed}`, AT_ONCE), `seed ${seed}`).toEqual(once);
  });
});
