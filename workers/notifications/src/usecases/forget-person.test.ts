import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env as bound, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { addressed, booked, created, deleted, found, granted, scene } from "#shared/testing/notifications";
import { deliver as delivering } from "#shared/testing/queue";
import { tick } from "#shared/worker/tick";
import type { Env } from "../call.ts";
import worker from "../index.ts";
import { chores } from "../schedule.ts";

const env = bound as Env;
const door = exports.Door({ props: { caller: "gateway" } });

const deliver = delivering(worker, "notifications", env);

async function ticked(): Promise<void> {
  const context = createExecutionContext();
  await tick("notifications", env, context, chores);
  await waitOnExecutionContext(context);
}

const { inboxOf, mailOf } = found(door);

describe("somebody who is deleted", () => {
  it("leaves no name, address, words or inbox behind, and is written to no more", async () => {
    const one = scene();
    const waiting = scene();
    await deliver(created(one, "Unmistakable"), addressed(one), granted(one.userId, one.buildingId), booked(one));
    await deliver(booked(waiting), deleted(one), deleted(waiting));
    for (const { userId, email } of [one, waiting]) {
      for (const table of ["contacts", "grants", "notifications", "deliveries", "claims"]) {
        const { results } = await env.DB.prepare(`select * from ${table}`).all();
        const theirs = JSON.stringify(results.filter((row) => row.user_id === userId));
        expect(theirs).not.toMatch(/Unmistakable|Roof terrace|example\.com/);
        expect(theirs).not.toContain(email);
      }
    }
    const { results } = await env.DB.prepare(
      "select status, reason from deliveries where user_id = ? and channel = 'email'",
    )
      .bind(waiting.userId)
      .all();
    expect(results).toEqual([{ status: "suppressed", reason: "user_deleted" }]);
    await deliver(
      created(one),
      addressed(waiting),
      addressed(one, 99),
      granted(one.userId, one.buildingId, { version: 99 }),
      booked(one),
    );
    await ticked();
    expect(await inboxOf(one.userId)).toEqual([]);
    expect(await mailOf(waiting.email)).toEqual([]);
    const contact = await env.DB.prepare("select * from contacts where user_id = ?").bind(one.userId).first();
    expect(contact).toMatchObject({ name: null, locale: null, email: null });
  });

  it("has no inbox either where they were told of something at that very moment", async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = scene();
      await deliver(created(one), addressed(one));
      const results = await Promise.all([deliver(deleted(one)), deliver(booked(one)), deliver(booked(one))]);
      expect(results.flatMap(({ retryMessages }) => retryMessages)).toEqual([]);
      expect(await inboxOf(one.userId)).toEqual([]);
      await ticked();
      expect(await mailOf(one.email)).toEqual([]);
    }
  });
});
