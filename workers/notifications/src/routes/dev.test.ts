import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env as bound, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { days, hours } from "#shared/core/time";
import { anId, as, NOBODY } from "#shared/testing/story";
import { tick } from "#shared/worker/tick";
import type { Env } from "../call.ts";
import { Door } from "../index.ts";
import { chores } from "../schedule.ts";

const env = bound as Env;
const gateway = exports.Door({ props: { caller: "gateway" } });

async function arrives(to: string, subject: string, at = Date.now()): Promise<void> {
  await env.DB.prepare("insert into mailbox values (?, ?, ?, ?, ?, ?)")
    .bind(anId("delivery"), to, subject, `Text of ${subject}`, `<p>HTML of ${subject}</p>`, at)
    .run();
}

/** The Door as it is with other settings. */
function doorWith(settings: Partial<Record<keyof Env, string | undefined>>) {
  const context = Object.assign(createExecutionContext(), { props: { caller: "gateway" } });
  return new Door(context, { ...env, ...settings } as Env);
}

describe("the mailbox on a laptop", () => {
  it("shows what came to one address, the newest first", async () => {
    const now = Date.now();
    await arrives("one@example.com", "First", now - hours(2));
    await arrives("one@example.com", "Second", now - hours(1));
    await arrives("two@example.com", "Other", now);
    const told = await as(gateway, NOBODY).get("/dev/mailbox?to=One@example.com");
    expect(told.body.items).toMatchObject([
      {
        to: "one@example.com",
        subject: "Second",
        text: "Text of Second",
        html: "<p>HTML of Second</p>",
        at: expect.any(String),
      },
      { subject: "First" },
    ]);
    const all = (await as(gateway, NOBODY).get("/dev/mailbox")).body.items;
    expect(all.slice(0, 3).map(({ subject }: { subject: string }) => subject)).toEqual(["Other", "Second", "First"]);
  });

  it("is a page for a browser, in which nothing runs", async () => {
    await arrives("page@example.com", "<script>alert(1)</script>");
    const accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    const response = await gateway.fetch(
      new Request("https://door/dev/mailbox?to=page@example.com", { headers: { accept } }),
    );
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const html = await response.text();
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).not.toContain("<script");
  });

  it("is JSON for whoever says nothing, or anything", async () => {
    for (const headers of [{}, { accept: "*/*" }, { accept: "application/json" }]) {
      const response = await gateway.fetch(new Request("https://door/dev/mailbox", { headers }));
      expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    }
  });

  it("keeps e-mail for a week, and a thousand at most", async () => {
    await arrives("old@example.com", "Old", Date.now() - days(7) - 1);
    await env.DB.batch(
      Array.from({ length: 1001 }, (_, i) =>
        env.DB.prepare("insert into mailbox values (?, 'many@example.com', 's', 't', 'h', ?)").bind(
          anId("delivery"),
          Date.now() + i,
        ),
      ),
    );
    const context = createExecutionContext();
    await tick("notifications", env, context, chores);
    await waitOnExecutionContext(context);
    const counted = await env.DB.prepare("select count(*) as n, min(address) as a from mailbox").first();
    expect(counted).toEqual({ n: 1000, a: "many@example.com" });
  });

  it("is there for the gateway alone", async () => {
    const iam = as(exports.Door({ props: { caller: "iam" } }), NOBODY);
    expect(await iam.get("/dev/mailbox")).toMatchObject({ status: 404, body: { code: "route.not_found" } });
  });

  it.each([undefined, "", "production"])("is not there where STAGE is %s", async (STAGE) => {
    const door = as(
      doorWith({ STAGE, RESEND_API_KEY: "re_x", MAIL_FROM: "Courtyard <courtyard@example.com>" }),
      NOBODY,
    );
    expect(await door.get("/dev/mailbox")).toMatchObject({ status: 404, body: { code: "route.not_found" } });
    expect(await door.post("/dev/tick")).toMatchObject({ status: 404 });
  });
});

describe("without what it needs", () => {
  it.each([
    { settings: { STAGE: undefined }, missing: "RESEND_API_KEY, MAIL_FROM" },
    { settings: { STAGE: "", RESEND_API_KEY: "re_x" }, missing: "MAIL_FROM" },
    { settings: { STAGE: "dev", RESEND_API_KEY: "re_x" }, missing: "MAIL_FROM" },
  ])("$settings it is not ready, and names $missing", async ({ settings, missing }) => {
    const door = as(doorWith(settings), NOBODY);
    for (const told of [await door.get("/internal/ready"), await door.get("/v1/me/notifications/count")])
      expect(told).toMatchObject({ status: 503, body: { code: "service.not_configured", facts: { missing } } });
  });

  it.each([
    { STAGE: "dev" },
    { STAGE: undefined, RESEND_API_KEY: "re_x", MAIL_FROM: "Courtyard <courtyard@example.com>" },
  ])("nothing is missing with %o", async (settings) => {
    expect(await as(doorWith(settings), NOBODY).get("/internal/ready")).toMatchObject({
      status: 200,
      body: { ready: true },
    });
  });
});
