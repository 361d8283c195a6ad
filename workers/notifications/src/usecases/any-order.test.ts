import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env as bound } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { minutes } from "#shared/core/time";
import type { EventName } from "#shared/events/catalogue";
import type { Envelope } from "#shared/events/event";
import {
  AT_ONCE,
  type Batches,
  bring,
  hearings,
  inDisorder,
  inOrder,
  leftOut,
  naming,
  notActedOn,
  type Row,
  remembered,
  SEEDS,
  SEEDS_AT_ONCE,
  SLOW,
} from "#shared/testing/disorder";
import { lives } from "#shared/testing/lives";
import { standIn } from "#shared/testing/outside";
import { at, deliver as delivering } from "#shared/testing/queue";
import { tick } from "#shared/worker/tick";
import type { Env } from "../call.ts";
import worker from "../index.ts";
import { chores } from "../schedule.ts";

/** All that was said; the log takes it at once. */
const published: Envelope[] = [];
const EVENTS = standIn(async (request) => {
  published.push(...((await request.json()) as { events: Envelope[] }).events);
  return new Response();
});
const env: Env = { ...(bound as Env), EVENTS };
const deliver = delivering(worker, "notifications", env);

afterEach(() => void vi.useRealTimers());

type Lives = ReturnType<typeof lives>;

/** The next tick, once no lease holds back what was not sent behind its commit. */
async function sweep(): Promise<void> {
  at(Date.now() + minutes(2));
  const context = createExecutionContext();
  await tick("notifications", env, context, chores);
  await waitOnExecutionContext(context);
  vi.useRealTimers();
}

const isMail = ({ channel }: Row): boolean => channel === "email";
const isSent = ({ status }: Row): boolean => status === "sent";

/** What notifications knows and did, without what is made up when it hears. */
async function whatIsLeft({ history, people }: Lives) {
  const rowsOf = remembered(env.DB, history);
  const { named } = naming(history);
  const dead = [people.leaves, people.quits].map(({ userId }) => named(userId));
  const isDead = ({ user_id }: Row) => dead.includes(String(user_id));

  const contacts = (await rowsOf("contacts", "version")).map((row) => ({
    ...row,
    deleted_at: row.deleted_at !== null,
  }));
  const whenHeard = ["created_at", "sent_at", "next_at", "lease_until", "valid_until"];
  const deliveries = await rowsOf("deliveries", "version", ...whenHeard);
  const mails = await rowsOf("mailbox", "at", "subject", "text", "html");
  return {
    contacts: contacts.filter((row) => !isDead(row)),
    forgotten: contacts
      .filter(isDead)
      .map(({ name, locale, email, deleted_at }: Row) => ({ name, locale, email, deleted_at })),
    grants: await rowsOf("grants"),
    claims: await rowsOf("claims"),
    places: await rowsOf("places"),
    notifications: await rowsOf("notifications", "id"),
    /** Whether a mail to somebody who is gone went out before is another question. */
    deliveries: deliveries
      .map(({ id, ...row }) => (isDead(row) && isMail(row) ? { ...row, status: "", reason: "", attempts: 0 } : row))
      .sort(byKey),
    unsettled: deliveries.filter((row) => isDead(row) && row.status !== "sent" && row.reason !== "user_deleted"),
    /** The deliveries of which a mail arrived, and those of which it was said that they were sent, as often as that was. */
    mailed: mails.map(({ id, address }) => `${id} ${named(String(address)).replace(/-.*$/, "")}`).sort(),
    toMail: deliveries
      .filter((row) => isMail(row) && isSent(row))
      .map(({ id, user_id }) => `${id} ${user_id}`)
      .sort(),
    said: published
      .filter(({ subject, type }) => type !== "audit.recorded" && deliveries.some(({ id }) => id === subject))
      .map(({ type, subject }) => `${type} ${subject}`)
      .sort(),
    toSay: deliveries
      .filter(isSent)
      .map(({ id }) => `notification.sent ${id}`)
      .sort(),
  };
}

type Left = Awaited<ReturnType<typeof whatIsLeft>>;

const byKey = (a: Row, b: Row): number => String(a.dedupe_key).localeCompare(String(b.dedupe_key));

/**
 * What an order of hearing decides, and nothing else does:
 * - who is deleted is told of what was heard before that, and of nothing after it;
 * - whose grant is taken away is told of the claims that were known, with the grant and what it is on, before that;
 * - what somebody was told something newer of already is put into their inbox and not mailed, but a claim to be decided is.
 *
 * `all` is what is told in order of the same history when nobody is deleted.
 */
function toldIn(batches: Batches, { history, people, house }: Lives, all: Left) {
  const isBefore = hearings(batches);
  const { named } = naming(history);
  const events = new Map(history.map((event) => [named(event.id), event]));
  const eventOf = ({ event_id }: Row): Envelope => events.get(String(event_id)) ?? expect.fail(`no event ${event_id}`);
  const said = (type: EventName, subject: string) =>
    history.filter((event) => event.type === type && event.subject === subject);

  const { leaves, quits, resigns } = people;
  const [given, taken] = said("user.role_changed", resigns.userId);
  const [made] = said("user.role_changed", quits.userId);
  const ends = new Map([
    ...[leaves, quits].map(({ userId }) => [named(userId), said("user.deleted", userId)[0]] as const),
    [named(resigns.userId), taken] as const,
  ]);
  const builds = [...said("building.created", house.buildingId), ...said("building.updated", house.buildingId)];

  const isTold = (notice: Row): boolean => {
    const [event, end] = [eventOf(notice), ends.get(String(notice.user_id))];
    if (!end) return true;
    const isInTime = (one: Envelope | undefined) => one !== undefined && isBefore(one, end);
    if (event.type !== "claim.submitted") return isInTime(event);
    const isOfOrganisation = notice.user_id === named(resigns.userId);
    return isInTime(event) && isInTime(isOfOrganisation ? given : made) && (!isOfOrganisation || builds.some(isInTime));
  };
  const told = all.notifications.filter(isTold);
  const isOvertaken = (notice: Row): boolean =>
    notice.template !== "claim_submitted" &&
    told.some(
      (other) =>
        other.user_id === notice.user_id &&
        other.subject === notice.subject &&
        Number(other.version) > Number(notice.version) &&
        isBefore(eventOf(other), eventOf(notice)),
    );
  const waysOf = (notice: Row) => {
    const key = `${notice.event_id} ${notice.user_id} ${notice.template}`;
    return [`${key} inbox`, ...(isOvertaken(notice) ? [] : [`${key} email`])];
  };
  const ways = new Set(told.flatMap(waysOf));
  const dead = [leaves, quits].map(({ userId }) => named(userId));
  return {
    notifications: told.filter(({ user_id }) => !dead.includes(String(user_id))),
    deliveries: all.deliveries
      .filter(({ dedupe_key }) => ways.has(String(dedupe_key)))
      .map((row) => (dead.includes(String(row.user_id)) ? { ...row, masked: null } : row)),
  };
}

/** Tells a history of its own, in this way. */
async function tell(
  disturb: (history: readonly Envelope[]) => Batches,
  story: string,
  { told = (_: Envelope): boolean => true, atOnce = 1 } = {},
) {
  const scene = lives();
  const batches = disturb(scene.history.filter(told));
  expect(await bring(deliver, batches, atOnce), `${story}: dead letters`).toEqual([]);
  await sweep();
  expect(await notActedOn(env.DB, scene.history.filter(told)), story).toEqual([]);
  return { scene, batches, left: await whatIsLeft(scene) };
}

describe("every event that notifications hears", { timeout: SLOW }, () => {
  it("three times, late and in any order, is told once to whom it is told in order, and leaves the same [NTF-06]", async () => {
    expect(leftOut(lives().history, "notifications"), "not in shared/testing/lives.ts").toEqual([]);
    const all = await tell(inOrder, "nobody deleted", { told: ({ type }) => type !== "user.deleted" });
    const many = [all.left.notifications.length, all.left.mailed.length];
    expect(many, "notices and mails, one more for whatever else the history tells").toEqual([45, 39]);
    const once = await tell(inOrder, "in order");
    for (const seed of [0, ...SEEDS]) {
      const story = `seed ${seed}`;
      const { scene, batches, left } = seed === 0 ? once : await tell((history) => inDisorder(history, seed), story);
      const { mailed, said, toMail, toSay, unsettled, notifications, deliveries, ...known } = left;
      const { contacts, forgotten, grants, claims, places } = once.left;
      expect(known, story).toEqual({ contacts, forgotten, grants, claims, places });
      expect({ notifications, deliveries }, story).toEqual(toldIn(batches, scene, all.left));
      expect({ mailed, said, unsettled }, story).toEqual({ mailed: toMail, said: toSay, unsettled: [] });
    }
  });

  it("is told once to whoever stays, and to nobody who is gone, when several batches are heard at the same moment", async () => {
    const once = await tell(inOrder, "in order");
    for (const seed of SEEDS_AT_ONCE) {
      const story = `seed ${seed}`;
      const { scene, left } = await tell((history) => inDisorder(history, seed), story, { atOnce: AT_ONCE });
      const { mailed, said, toMail, toSay, unsettled, notifications, deliveries: _, ...known } = left;
      const { contacts, forgotten, grants, claims, places } = once.left;
      const resigned = naming(scene.history).named(scene.people.resigns.userId);
      const staying = (all: readonly Row[]) => all.filter(({ user_id }) => user_id !== resigned);
      expect(known, story).toEqual({ contacts, forgotten, grants, claims, places });
      expect(staying(notifications), story).toEqual(staying(once.left.notifications));
      expect({ mailed, said, unsettled }, story).toEqual({ mailed: toMail, said: toSay, unsettled: [] });
    }
  });
});
