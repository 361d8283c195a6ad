import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env as bound, exports } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { hours } from "#shared/core/time";
import { addressed, booked, created, found, scene } from "#shared/testing/notifications";
import { deliver as delivering } from "#shared/testing/queue";
import { written } from "#shared/testing/story";
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
const types = (items: { type: string }[]) => items.map(({ type }) => type);

describe("somebody whose address is not known yet", () => {
  it("has it in the inbox at once, and in the mail as soon as it is", async () => {
    const one = scene();
    await deliver(booked(one));
    expect(await inboxOf(one.userId)).toHaveLength(1);
    await ticked();
    await deliver(addressed(one, 1, false));
    await ticked();
    expect(await mailOf(one.email)).toEqual([]);
    await deliver(addressed(one, 2));
    expect(await mailOf(one.email)).toHaveLength(1);
  });

  it("gets no mail after a day", async () => {
    const one = scene();
    await deliver(booked(one));
    vi.useFakeTimers({ now: Date.now() + hours(24), toFake: ["Date"] });
    await ticked();
    await deliver(addressed(one));
    await ticked();
    vi.useRealTimers();
    expect(await mailOf(one.email)).toEqual([]);
    const said = (await written(env.DB)).filter(({ data }) => (data as { userId?: string }).userId === one.userId);
    expect(types(said)).toEqual(["notification.sent", "notification.failed"]);
  });

  it("is written to at the newest address, whichever was heard last", async () => {
    const one = scene();
    const old = { ...one, email: `old-${one.email}` };
    await deliver(
      addressed(one, 3),
      addressed(old, 2),
      created(one, "New", "en", 4),
      created(one, "Old", "es", 3),
      booked(one),
    );
    expect(await mailOf(old.email)).toEqual([]);
    expect((await mailOf(one.email))[0].text).toContain("Hello New,");
  });
});
