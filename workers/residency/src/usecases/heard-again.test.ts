import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { replayableTo } from "#shared/events/catalogue";
import type { Envelope } from "#shared/events/event";
import { deliver as delivering } from "#shared/testing/queue";
import { anId, arrived, written } from "#shared/testing/story";
import worker from "../index.ts";

const deliver = delivering(worker, "residency", env as Parameters<typeof worker.queue>[1]);
const again = (event: Envelope): Envelope => ({ ...event, replay: anId("replay") });

it("names that are heard again fill what was forgotten, change nothing that is newer, and say nothing", async () => {
  const userId = anId("user");
  const said = (type: "user.created" | "user.updated", version: number, name: string) =>
    arrived("iam", { type, subject: userId, version, data: { userId, name, locale: "en" } });
  const events = [said("user.created", 1, "Old"), said("user.updated", 2, "New")];
  const known = async () =>
    (await env.DB.prepare("select name, version from profiles where user_id = ?").bind(userId).all()).results;
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(replayableTo("residency")));
  await deliver(...events);
  await env.DB.prepare("delete from profiles where user_id = ?").bind(userId).run();
  await deliver(...events);
  expect(await known()).toEqual([]);
  const newest = [{ name: "New", version: 2 }];
  expect((await deliver(...events.map(again))).retryMessages).toEqual([]);
  expect(await known()).toEqual(newest);
  expect((await deliver(...events.slice(0, 1).map(again))).retryMessages).toEqual([]);
  expect(await known()).toEqual(newest);
  expect(await written(env.DB, { audit: true })).toEqual([]);
});
