import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env as bound, exports } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { minutes } from "#shared/core/time";
import { anId, as, NOBODY, written } from "#shared/testing/story";
import type { Chores } from "#shared/worker/app";
import { tick } from "#shared/worker/tick";
import type { Env } from "../call.ts";
import { chores } from "../schedule.ts";

const env = bound as Env;
const iam = as(exports.Door({ props: { caller: "iam" } }), NOBODY);
const residency = as(exports.Door({ props: { caller: "residency" } }), NOBODY);
const gateway = as(exports.Door({ props: { caller: "gateway" } }), NOBODY);

let count = 0;
const aLetter = () => {
  count += 1;
  return {
    letter: "verify_email",
    to: `Resident-${count}@example.com`,
    locale: "en",
    parameters: { code: "123456", link: "https://courtyard.example/verify?token=abc" } as Record<string, string>,
    validUntil: Date.now() + minutes(15),
    dedupeKey: `registration ${count}`,
    userId: null,
  };
};

const mailOf = async (to: string) => (await gateway.get(`/dev/mailbox?to=${encodeURIComponent(to)}`)).body.items;
const arrived = (to: string) =>
  vi.waitFor(async () => {
    const items = await mailOf(to);
    expect(items).toHaveLength(1);
    return items[0];
  });
const rows = async (to: string) =>
  (await env.DB.prepare("select * from deliveries where address = ?").bind(to).all()).results;

async function ticked(only: Chores<Env> = chores): Promise<void> {
  const context = createExecutionContext();
  await tick("notifications", env, context, only);
  await waitOnExecutionContext(context);
}

describe("a letter", () => {
  it("is sent at once, in its language, and then nothing of it is kept but that it went", async () => {
    const letter = { ...aLetter(), locale: "es" };
    const told = await iam.post("/internal/letters", letter);
    expect(told).toMatchObject({ status: 200, body: { accepted: true } });
    expect(told.headers.get("server-timing")).toBe('d1;desc="2 round trips"');
    expect(await arrived(letter.to)).toMatchObject({
      to: letter.to.toLowerCase(),
      subject: "123456 es su código de Courtyard",
      text: expect.stringContaining("123456"),
      html: expect.stringContaining("token=abc"),
    });
    const key = `system:iam ${letter.dedupeKey}`;
    const row = await env.DB.prepare("select * from deliveries where dedupe_key = ?").bind(key).first();
    expect(row).toMatchObject({
      status: "sent",
      masked: "R***@example.com",
      parameters: null,
      address: null,
      attempts: 1,
    });
    const said = (await written(env.DB)).filter(({ subject }) => subject === row?.id);
    expect(said).toMatchObject([
      { type: "notification.sent", data: { channel: "email", template: "verify_email", userId: null } },
    ]);
    expect(JSON.stringify(said)).not.toMatch(/123456|example\.com/);
  });

  it("is sent once, however often it is handed over [NTF-06]", async () => {
    const letter = aLetter();
    const told = await Promise.all(Array.from({ length: 10 }, () => iam.post("/internal/letters", letter)));
    expect(told.map(({ status, body }) => [status, body.accepted])).toEqual(Array(10).fill([200, true]));
    await arrived(letter.to);
    await iam.post("/internal/letters", letter);
    await ticked();
    expect(await mailOf(letter.to)).toHaveLength(1);
  });

  it("has a dedupe key of its caller's own", async () => {
    const letter = aLetter();
    await iam.post("/internal/letters", letter);
    await residency.post("/internal/letters", letter);
    await vi.waitFor(async () => expect(await mailOf(letter.to)).toHaveLength(2));
  });

  it("that comes too late is not sent, and its secret is not kept", async () => {
    const letter = { ...aLetter(), validUntil: Date.now() };
    for (let i = 0; i < 2; i += 1) {
      expect(await iam.post("/internal/letters", letter)).toMatchObject({ status: 200, body: { accepted: false } });
    }
    await ticked();
    expect(await mailOf(letter.to)).toEqual([]);
    expect(await rows(letter.to)).toEqual([]);
  });

  it("whose sender died is sent by the sweep, once its lease is over, and not before", async () => {
    const letter = aLetter();
    const id = anId("delivery");
    const now = Date.now();
    await env.DB.prepare(
      `insert into deliveries (id, channel, template, dedupe_key, address, locale, parameters, status, attempts, next_at, lease, lease_until, valid_until, created_at, version)
       values (?, 'email', 'verify_email', ?, ?, 'en', ?, 'queued', 0, ?, 'somebody who died', ?, ?, ?, 1)`,
    )
      .bind(
        id,
        id,
        letter.to,
        JSON.stringify({ ...letter.parameters, name: null }),
        now,
        now + 60_000,
        letter.validUntil,
        now,
      )
      .run();
    await ticked();
    expect(await mailOf(letter.to)).toEqual([]);
    vi.useFakeTimers({ now: now + 60_001, toFake: ["Date"] });
    await Promise.all([ticked(), ticked(), ticked()]);
    vi.useRealTimers();
    expect(await mailOf(letter.to)).toHaveLength(1);
  });

  it.each([
    { by: "the sweep that gives up", only: chores },
    { by: "whoever was about to send it", only: { send: chores["send due deliveries"] } },
  ])("that could not be sent in time is never sent, and $by says so", async ({ only }) => {
    const letter = aLetter();
    const id = anId("delivery");
    await env.DB.prepare(
      `insert into deliveries (id, channel, template, dedupe_key, address, locale, parameters, status, attempts, next_at, valid_until, created_at, version)
       values (?, 'email', 'verify_email', ?, ?, 'en', ?, 'queued', 0, 0, ?, 0, 1)`,
    )
      .bind(id, id, letter.to, JSON.stringify({ ...letter.parameters, name: null }), Date.now())
      .run();
    await ticked(only);
    expect(await mailOf(letter.to)).toEqual([]);
    const said = (await written(env.DB)).filter(({ subject }) => subject === id);
    expect(said).toMatchObject([{ type: "notification.failed", data: { reason: "too_late" } }]);
    expect(await rows(letter.to)).toEqual([]);
  });

  it("without a parameter its text needs is refused, and nothing is kept", async () => {
    const letter = { ...aLetter(), parameters: {} };
    expect(await iam.post("/internal/letters", letter)).toMatchObject({
      status: 400,
      body: { code: "letter.parameter_missing", facts: { letter: "verify_email", parameter: "code" } },
    });
    expect(await rows(letter.to)).toEqual([]);
  });

  it.each([
    ["an unknown letter", { letter: "spam" }, "/body/letter"],
    ["an unknown language", { locale: "fr" }, "/body/locale"],
    [
      "too many parameters",
      { parameters: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`p${i}`, ""])) },
      "/body/parameters",
    ],
    ["an unknown field", { bcc: "other@example.com" }, "/body/bcc"],
  ])("with %s is refused by its place", async (_, wrong, path) => {
    const told = await iam.post("/internal/letters", { ...aLetter(), ...wrong });
    expect(told).toMatchObject({ status: 400, body: { code: "request.invalid", errors: [{ path }] } });
  });

  it("is taken from nobody but iam and residency", async () => {
    for (const caller of ["gateway", "bookings", "events"]) {
      const told = await as(exports.Door({ props: { caller } }), NOBODY).post("/internal/letters", aLetter());
      expect(told).toMatchObject({ status: 404, body: { code: "route.not_found" } });
    }
  });
});
