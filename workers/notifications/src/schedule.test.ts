import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from "cloudflare:test";
import { env as bound, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Id } from "#shared/core/ids";
import { hours, minutes, seconds } from "#shared/core/time";
import { aResend, type ResendAnswer } from "#shared/testing/resend";
import { anId, arrived, as, NOBODY, written } from "#shared/testing/story";
import { tick } from "#shared/worker/tick";
import type { Env } from "./call.ts";
import worker from "./index.ts";
import { chores } from "./schedule.ts";

const MAIL_FROM = "Courtyard <courtyard@example.com>";
const KEY = "re_fixed_for_this_test";
/** As in production: no `STAGE`, a key. */
const env: Env = { ...(bound as Env), STAGE: "", RESEND_API_KEY: KEY, MAIL_FROM };

/** Resend, answering like this before it takes everything. */
function resend(...answers: ResendAnswer[]) {
  const fake = aResend(KEY, MAIL_FROM, ...answers);
  vi.stubGlobal("fetch", fake.fetch);
  return fake;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A person who has an address, and was told of something: the mail went to the post at once. */
async function somethingHappens(now = Date.now(), settings: Env = env) {
  const userId = anId("user");
  const email = `${userId.toLowerCase()}@example.com`;
  const data = {
    userId,
    unitId: anId("unit"),
    buildingId: anId("building"),
    unitLabel: "3B",
    kind: "tenant",
    fromAt: 0,
  } as const;
  vi.useFakeTimers({ now, toFake: ["Date"] });
  const bodies = [
    arrived("iam", {
      type: "user.contact_changed",
      subject: userId,
      version: 1,
      data: { userId, email, emailVerified: true },
    }),
    arrived("residency", { type: "resident.verified", subject: anId("residence"), version: 1, data }),
  ];
  const messages = bodies.map((body) => ({ id: body.id, timestamp: new Date(), attempts: 1, body }));
  const context = createExecutionContext();
  await worker.queue(createMessageBatch("notifications", messages), settings, context);
  await waitOnExecutionContext(context);
  return { userId, email };
}

async function tickedAt(now: number, settings: Env = env): Promise<void> {
  vi.useFakeTimers({ now, toFake: ["Date"] });
  const context = createExecutionContext();
  await tick("notifications", settings, context, chores);
  await waitOnExecutionContext(context);
}

const delivery = (userId: Id<"user">) =>
  env.DB.prepare("select * from deliveries where user_id = ? and channel = 'email'").bind(userId).first();
const said = async (userId: Id<"user">) =>
  (await written(env.DB))
    .map(({ type, data }) => ({ type, data: data as { userId?: string; channel?: string } }))
    .filter(({ data }) => data.userId === userId && data.channel === "email")
    .map(({ type }) => type);

describe("with Resend's key, an e-mail", () => {
  it("goes to Resend at once, with the delivery's id as its key", async () => {
    const fake = resend();
    const { userId, email } = await somethingHappens();
    const row = await delivery(userId);
    expect(fake.askedFor(email)).toMatchObject([
      { key: row?.id, to: email, body: { subject: "Your home 3B is verified" } },
    ]);
    expect(row).toMatchObject({ status: "sent", attempts: 1, parameters: null, masked: "u***@example.com" });
    expect(await said(userId)).toEqual(["notification.sent"]);
    const mailbox = await env.DB.prepare("select * from mailbox where address = ?").bind(email).all();
    expect(mailbox.results).toEqual([]);
  });

  it.each([
    { status: 500, name: "internal_server_error" },
    { status: 429, name: "rate_limit_exceeded" },
    { status: 401, name: "invalid_api_key" },
    { status: 409, name: "concurrent_idempotent_requests" },
  ])("that is answered $status is tried again, after longer and longer waits [NTF-09]", async (answer) => {
    const fake = resend(answer, answer);
    const now = Date.now();
    const { userId, email } = await somethingHappens(now);
    const keys = () => fake.askedFor(email).map(({ key }) => key);
    expect(await delivery(userId)).toMatchObject({
      status: "queued",
      attempts: 1,
      reason: answer.name,
      next_at: now + seconds(30),
    });
    await tickedAt(now + seconds(29));
    expect(keys()).toHaveLength(1);
    await tickedAt(now + seconds(30));
    expect(await delivery(userId)).toMatchObject({ status: "queued", attempts: 2, next_at: now + seconds(90) });
    await tickedAt(now + seconds(90));
    expect(await delivery(userId)).toMatchObject({ status: "sent", attempts: 3 });
    expect(keys()).toHaveLength(3);
    expect(new Set(keys()).size).toBe(1);
    expect(await said(userId)).toEqual(["notification.sent"]);
  });

  it("waits as long as Resend asks", async () => {
    resend({ status: 429, name: "rate_limit_exceeded", headers: { "retry-after": "120" } });
    const now = Date.now();
    const { userId } = await somethingHappens(now);
    expect(await delivery(userId)).toMatchObject({ status: "queued", next_at: now + minutes(2) });
  });

  it("is tried again when nobody answers", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
    const { userId } = await somethingHappens();
    expect(await delivery(userId)).toMatchObject({ status: "queued", attempts: 1, reason: "application_error" });
  });

  it("that Resend will never take fails for good, and is logged without its words", async () => {
    const lines: string[] = [];
    vi.spyOn(console, "log").mockImplementation((line: string) => lines.push(line));
    const fake = resend({ status: 422, name: "validation_error" });
    const now = Date.now();
    const { userId, email } = await somethingHappens(now);
    await tickedAt(now + hours(1));
    vi.restoreAllMocks();
    expect(fake.askedFor(email)).toHaveLength(1);
    const row = await delivery(userId);
    expect(row).toMatchObject({ status: "failed", reason: "validation_error", parameters: null });
    expect(await said(userId)).toEqual(["notification.failed"]);
    const logged = lines.filter((line) => line.includes("resend.refused"));
    expect(logged.map((line) => JSON.parse(line)).filter(({ deliveryId }) => deliveryId === row?.id)).toEqual([
      { event: "resend.refused", deliveryId: row?.id, name: "validation_error", statusCode: 422 },
    ]);
    expect(lines.join()).not.toContain(email);
  });

  it("that Resend took, and we forgot, is repeated under its key and goes out once", async () => {
    const fake = resend();
    const before = fake.delivered();
    const now = Date.now();
    const { userId, email } = await somethingHappens(now);
    const again = () =>
      env.DB.prepare(
        "update deliveries set status = 'queued', sent_at = null, parameters = ?, next_at = 0, attempts = 0 where user_id = ? and channel = 'email'",
      ).bind(JSON.stringify({ unitLabel: "3B" }), userId);
    await again().run();
    await tickedAt(now + minutes(1));
    expect(await delivery(userId)).toMatchObject({ status: "sent" });
    // In the meantime the person has changed language: the words differ, and Resend says that it took others.
    await env.DB.prepare("update contacts set locale = 'es' where user_id = ?").bind(userId).run();
    await again().run();
    await tickedAt(now + minutes(2));
    expect(await delivery(userId)).toMatchObject({ status: "sent" });
    const keys = fake.askedFor(email).map(({ key }) => key);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    expect(fake.delivered()).toBe(before + 1);
  });

  it("is sent by one of several sweeps", async () => {
    const fake = resend({ status: 500, name: "internal_server_error" });
    const now = Date.now();
    const { userId, email } = await somethingHappens(now);
    await Promise.all([1, 2, 3].map(() => tickedAt(now + minutes(1))));
    expect(fake.askedFor(email)).toHaveLength(2);
    expect(await delivery(userId)).toMatchObject({ status: "sent", attempts: 2 });
  });

  it("that fails does not keep its neighbours from going out", async () => {
    const fake = resend({ status: 500, name: "x" }, { status: 500, name: "x" });
    const now = Date.now();
    const first = await somethingHappens(now);
    const second = await somethingHappens(now);
    await env.DB.prepare("update deliveries set template = 'no_such_text' where user_id = ? and channel = 'email'")
      .bind(first.userId)
      .run();
    await tickedAt(now + minutes(1));
    expect(await delivery(second.userId)).toMatchObject({ status: "sent" });
    expect(fake.askedFor(second.email)).toHaveLength(2);
  });
});

describe("without a key, outside a laptop", () => {
  it("letters and e-mails wait, and go out once there is one", async () => {
    const closed: Env = { ...(bound as Env), STAGE: "" };
    const fake = resend();
    const now = Date.now();
    const { userId, email } = await somethingHappens(now, closed);
    await tickedAt(now + minutes(2), closed);
    expect(fake.askedFor(email)).toEqual([]);
    expect(await delivery(userId)).toMatchObject({ status: "queued", attempts: 0 });
    await tickedAt(now + minutes(3));
    expect(fake.askedFor(email)).toHaveLength(1);
    expect(await delivery(userId)).toMatchObject({ status: "sent" });
  });
});

describe("what is old", () => {
  it("is forgotten: inbox and log after thirteen months, claims after thirty days", async () => {
    const { userId } = await somethingHappens(Date.now(), bound as Env);
    const old = Date.now() - hours(24) * 396 - 1;
    await env.DB.batch([
      env.DB.prepare("update notifications set at = ? where user_id = ?").bind(old, userId),
      env.DB.prepare("update deliveries set created_at = ? where user_id = ?").bind(old, userId),
      env.DB.prepare("insert into claims values ('clm_old', 'bld_x', '3B', 'tenant', 'evt_x', ?, 1)").bind(
        Date.now() - hours(24) * 30 - 1,
      ),
    ]);
    await tickedAt(Date.now(), bound as Env);
    for (const table of ["notifications", "deliveries"]) {
      expect((await env.DB.prepare(`select * from ${table} where user_id = ?`).bind(userId).all()).results).toEqual([]);
    }
    expect((await env.DB.prepare("select * from claims where id = 'clm_old'").all()).results).toEqual([]);
  });
});

it("the clock ticks through the door of the gateway on a laptop", async () => {
  const gateway = as(exports.Door({ props: { caller: "gateway" } }), NOBODY);
  expect(await gateway.post("/dev/tick")).toMatchObject({ status: 200, body: { worker: "notifications" } });
});
