import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days } from "#shared/core/time";
import { echo, problem, silent, stage, standIn } from "#shared/testing/outside";
import { anId, person } from "#shared/testing/story";
import wrangler from "../../../../wrangler.toml?raw";
import { BEHIND } from "../clients/doors.ts";
import { RATES, WINDOW_SECONDS } from "../domain/rate-policy.ts";
import { createGateway } from "./gateway.ts";

const ME = "/v1/me/bookings";
const open = (doors: Record<string, unknown> = {}, vars: Record<string, unknown> = {}) =>
  stage(createGateway(), { ...env, ...vars }, doors as Record<string, Fetcher>);

describe("every answer", () => {
  it.each(["/", "/healthz", "/readyz", "/docs", "/openapi.json", "/nothing", ME, "/v1/auth/login"])(
    "of %s is named, safe and says the rate",
    async (path) => {
      const { ask } = await open();
      const { headers } = await ask(path);
      expect(headers.get("x-request-id")).toMatch(/^req_[0-9A-Z]{26}$/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
      expect(headers.get("cache-control")).toBeTruthy();
      expect(headers.get("ratelimit-policy")).toMatch(/^"(read|auth)";q=\d+;w=60$/);
    },
  );
});

describe("a person may call no more often than their class allows", () => {
  const LOGIN = {
    method: "POST",
    body: { email: "one@example.com", password: "a long enough password", client: "native" },
  };

  it("which wrangler.toml counts as the answers say it", () => {
    for (const { limit, step, binding } of Object.values(RATES)) {
      expect(wrangler).toMatch(
        new RegExp(
          `name = "${binding}"\\nnamespace_id = "\\d+"\\nsimple = \\{ limit = ${limit / step}, period = ${WINDOW_SECONDS} \\}`,
        ),
      );
    }
  });

  it("then is told when to come back, and nobody else is [GW-04]", async () => {
    const one = await open();
    let told = await one.ask("/v1/auth/login", LOGIN);
    for (let calls = 0; calls < 2 * RATES.auth.limit && told.status !== 429; calls += 1)
      told = await one.ask("/v1/auth/login", LOGIN);
    const left = told.body.facts.seconds;
    expect(told).toMatchObject({ status: 429, body: { code: "rate.limited" } });
    expect([left > 0, left <= WINDOW_SECONDS]).toEqual([true, true]);
    expect(told.headers.get("retry-after")).toBe(`${left}`);
    expect(told.headers.get("ratelimit")).toBe(`"auth";r=0;t=${left}`);
    expect(told.headers.get("ratelimit-policy")).toBe('"auth";q=60;w=60');
    const neighbour = { "cf-connecting-ip": one.address.replace("::1", ":ffff::2") };
    expect((await one.ask("/v1/auth/login", { ...LOGIN, headers: neighbour })).status).toBe(429);
    expect((await one.ask(ME, { token: await one.issuer.tokenFor(person()) })).status).toBe(200);
    expect((await (await open()).ask("/v1/auth/login", LOGIN)).status).toBe(200);
  });

  it("counted by who they are once they have signed in, and by their address while their token fails", async () => {
    const keys: string[] = [];
    const spent = new Set<string>();
    const limit = async ({ key }: { key: string }) => ({ success: keys.push(key) > 0 && !spent.has(key) });
    const { ask, issuer, address } = await open({ READ_LIMIT: { limit } });
    const who = person();
    const token = await issuer.tokenFor(who);
    const prefix = address.replace("::1", "::/64");
    const { step } = RATES.read;
    for (let calls = 0; calls < step; calls += 1) await ask(ME, { token });
    expect(keys).toEqual([who.id]);
    for (let calls = 0; calls < step; calls += 1) {
      await ask(ME, { token: "forged" });
      await ask(ME);
      await ask("/nothing");
    }
    expect(keys).toEqual([who.id, prefix, prefix, prefix]);
    spent.add(prefix);
    for (let calls = 0; calls < step; calls += 1) await ask(ME);
    expect((await ask(ME, { token: "forged" })).body.code).toBe("rate.limited");
    expect((await ask("/nothing")).body.code).toBe("rate.limited");
    expect((await ask("/healthz")).status).toBe(200);
    expect((await ask(ME, { token })).status).toBe(200);
  });
});

describe("a browser's script", () => {
  const APP = "https://app.example.com";
  const vars = { ALLOWED_ORIGINS: `http://localhost:5173, ${APP}` };

  it("from a page on the list may call and read [GW-13]", async () => {
    const { ask, issuer } = await open({}, vars);
    const { headers } = await ask(ME, { token: await issuer.tokenFor(person()), headers: { origin: APP } });
    expect(headers.get("access-control-allow-origin")).toBe(APP);
    expect(headers.get("access-control-allow-credentials")).toBe("true");
    expect(headers.get("vary")).toContain("Origin");
    const exposed = (headers.get("access-control-expose-headers") ?? "").toLowerCase().split(", ");
    for (const name of [
      "etag",
      "location",
      "retry-after",
      "ratelimit",
      "ratelimit-policy",
      "x-request-id",
      "x-bookmark",
      "idempotency-replayed",
    ]) {
      expect(exposed).toContain(name);
    }
  });

  it("may read why it was refused, too", async () => {
    const { ask } = await open({}, vars);
    for (const path of [ME, "/nothing"]) {
      expect((await ask(path, { headers: { origin: APP } })).headers.get("access-control-allow-origin")).toBe(APP);
    }
  });

  it.each(["https://example.com", "https://app.example.com.example.net", "null", "http://app.example.com", ""])(
    "from %j may not",
    async (origin) => {
      const { ask } = await open({}, vars);
      const { headers } = await ask(ME, { headers: { origin } });
      expect(headers.get("access-control-allow-origin")).toBeNull();
      expect((await ask("/", { headers: { origin } })).headers.get("vary")).toContain("Origin");
    },
  );

  it("may from nowhere while no page is on the list", async () => {
    const { ask } = await open({}, { ALLOWED_ORIGINS: undefined });
    for (const origin of ["", APP])
      expect((await ask(ME, { headers: { origin } })).headers.get("access-control-allow-origin")).toBeNull();
  });

  it("asks first, and is told what it may send where", async () => {
    const { ask, BOOKINGS } = await open({}, vars);
    const asking = {
      origin: APP,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    };
    const told = await ask(`/v1/buildings/${anId("building")}/resources`, { method: "OPTIONS", headers: asking });
    expect(told.status).toBe(204);
    expect(told.headers.get("access-control-allow-origin")).toBe(APP);
    expect(told.headers.get("access-control-allow-methods")).toBe("GET, HEAD, POST");
    expect(told.headers.get("allow")).toBe("GET, HEAD, POST");
    for (const name of ["authorization", "content-type", "idempotency-key", "if-match", "x-bookmark"]) {
      expect(told.headers.get("access-control-allow-headers")).toContain(name);
    }
    expect(BOOKINGS.asked).toEqual([]);
    expect((await ask("/nothing", { method: "OPTIONS", headers: asking })).status).toBe(404);
  });
});

describe("a client's bookmarks", () => {
  const MARK = "00000085-0000024c-00004c6d-8e61117bf38d7adb71b934ebbf891683";
  const marked = (bookmark: string) => standIn(() => new Response("{}", { headers: { "x-bookmark": bookmark } }));

  it("go each to its own worker, and come back with what that worker added", async () => {
    const BOOKINGS = marked("00000099-00000001");
    const { ask, issuer } = await open({ BOOKINGS });
    const headers = { "x-bookmark": `bookings=${MARK},iam=${MARK}` };
    const told = await ask(ME, { token: await issuer.tokenFor(person()), headers });
    expect(BOOKINGS.asked[0]?.headers.get("x-bookmark")).toBe(MARK);
    expect(told.headers.get("x-bookmark")).toBe(`bookings=00000099-00000001,iam=${MARK}`);
  });

  it("begin with what a worker answers", async () => {
    const { ask, issuer } = await open({ BOOKINGS: marked("00000001-00000002") });
    const token = await issuer.tokenFor(person());
    expect((await ask(ME, { token })).headers.get("x-bookmark")).toBe("bookings=00000001-00000002");
    expect((await ask("/v1/me/homes", { token })).headers.get("x-bookmark")).toBeNull();
  });

  it.each([
    "bookings=first-primary",
    "bookings=",
    `bookings=${MARK}=1`,
    `gateway=${MARK}`,
    `other=${MARK}`,
    MARK,
    "bookings=x'; drop table bookings",
    ",",
  ])("that are none are dropped: %j", async (bookmark) => {
    const { ask, issuer } = await open();
    const told = await ask(ME, { token: await issuer.tokenFor(person()), headers: { "x-bookmark": bookmark } });
    expect(told.body.headers["x-bookmark"]).toBeUndefined();
    expect(told.headers.get("x-bookmark")).toBeNull();
  });

  it("that a worker makes up are dropped", async () => {
    const { ask, issuer } = await open({ BOOKINGS: marked("no bookmark") });
    expect((await ask(ME, { token: await issuer.tokenFor(person()) })).headers.get("x-bookmark")).toBeNull();
  });
});

describe("health and readiness", () => {
  it("are two things: the gateway runs, whatever the others do [GW-19]", async () => {
    const { ask } = await open({ IAM: silent() });
    expect(await ask("/healthz")).toMatchObject({ status: 200, body: { status: "ok" } });
  });

  it("name every worker that can work, asked as nobody", async () => {
    const { ask, RESIDENCY } = await open();
    expect(await ask("/readyz")).toMatchObject({
      status: 200,
      body: { ready: true, workers: BEHIND },
    });
    expect(RESIDENCY.asked.map(({ url }) => new URL(url).pathname)).toEqual(["/internal/ready"]);
  });

  it("name each worker that cannot, and which setting it lacks, but no value", async () => {
    const lacking = () =>
      new Response(JSON.stringify({ code: "service.not_configured", detail: "IAM_SECRET is not configured." }), {
        status: 503,
        headers: { "content-type": "application/problem+json" },
      });
    const gone = standIn(() => {
      throw new Error("gone");
    });
    const { ask } = await open({
      IAM: standIn(lacking),
      BOOKINGS: gone,
      EVENTS: standIn(() => new Response("x", { status: 500 })),
    });
    const told = await ask("/readyz");
    expect(told.status).toBe(503);
    expect(told.headers.get("retry-after")).toBe("5");
    expect(told.body.code).toBe("service.not_ready");
    expect(told.body.errors).toEqual([
      { path: "/workers/iam", code: "service.not_configured", detail: "IAM_SECRET is not configured." },
      { path: "/workers/bookings", code: "service.unavailable", detail: "bookings does not answer." },
      { path: "/workers/events", code: "service.unavailable", detail: "events does not answer." },
    ]);
  });

  it("call a worker late that takes more than two seconds", { timeout: 10_000 }, async () => {
    const { ask } = await open({ NOTIFICATIONS: silent() });
    const told = await ask("/readyz");
    expect(told.body.errors).toEqual([
      { path: "/workers/notifications", code: "service.unavailable", detail: "notifications does not answer." },
    ]);
  });

  it("hold for the Worker as it is deployed: alone, it runs and is not ready", async () => {
    const door = (exports as unknown as { default: Fetcher }).default;
    expect((await door.fetch("https://courtyard.example/healthz")).status).toBe(200);
    const told = await door.fetch("https://courtyard.example/readyz");
    expect(told.status).toBe(503);
    expect(((await told.json()) as { errors: unknown[] }).errors).toHaveLength(BEHIND.length);
  });
});

describe("the first screen", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => vi.useRealTimers());

  const booking = (name: string, startsIn: number, status = "confirmed") => ({
    id: name,
    status,
    startAt: new Date(Date.now() + startsIn).toISOString(),
    endAt: new Date(Date.now() + startsIn + 3_600_000).toISOString(),
  });
  const answering = (bodies: Record<string, unknown>) =>
    standIn(({ url }) => Response.json(bodies[new URL(url).pathname] ?? {}));

  const doors = () => ({
    RESIDENCY: answering({ "/v1/me/homes": { items: [{ unitLabel: "2ºB" }], nextCursor: null } }),
    BOOKINGS: answering({
      "/v1/me/bookings": {
        items: [
          booking("far", days(9)),
          booking("given up", days(1), "cancelled"),
          booking("next", days(1)),
          booking("now", -1000),
          booking("over", -days(1)),
        ],
      },
    }),
    NOTIFICATIONS: answering({
      "/v1/me/notifications": { items: [{ title: "Booked" }] },
      "/v1/me/notifications/count": { unread: 3 },
    }),
  });

  it("is one call: each part from its worker, the next booking first", async () => {
    const { ask, issuer, IAM } = await open(doors());
    const told = await ask("/v1/home", { token: await issuer.tokenFor(person()) });
    expect(told.status).toBe(200);
    expect(told.body).toMatchObject({
      me: { path: "/v1/me" },
      homes: [{ unitLabel: "2ºB" }],
      notifications: { unread: 3, latest: [{ title: "Booked" }] },
      degraded: [],
    });
    expect(told.body.bookings.map(({ id }: { id: string }) => id)).toEqual(["now", "next", "far"]);
    expect(IAM.asked.some(({ url }) => url.endsWith("/v1/me"))).toBe(true);
  });

  it.each([
    { worker: "residency", binding: "RESIDENCY", part: "homes" },
    { worker: "bookings", binding: "BOOKINGS", part: "bookings" },
    { worker: "notifications", binding: "NOTIFICATIONS", part: "notifications" },
  ])("is served without $part, and says so, while $worker is down [GW-11]", async ({ worker, binding, part }) => {
    const gone = standIn(() => {
      throw new Error("gone");
    });
    for (const door of [
      standIn(() => new Response("out of order", { status: 503 })),
      gone,
      standIn(() => new Response("no JSON")),
    ]) {
      const { ask, issuer } = await open({ ...doors(), [binding]: door });
      const told = await ask("/v1/home", { token: await issuer.tokenFor(person()) });
      expect(told).toMatchObject({ status: 200, body: { degraded: [worker], [part]: null } });
      const parts = ["me", "homes", "bookings", "notifications"].filter((one) => told.body[one] !== null);
      expect(parts).toHaveLength(3);
    }
  });

  it("is served without me while iam is down but once was heard", async () => {
    const { issuer, trusted, ...rest } = await open();
    let isDown = false;
    const IAM = standIn(() =>
      isDown ? problem(503, "service.unavailable") : Response.json({ ...trusted, keys: [issuer.key] }),
    );
    const gateway = await stage(createGateway(), env, { ...doors(), IAM });
    const token = await issuer.tokenFor(person());
    await gateway.ask(ME, { token });
    isDown = true;
    expect(await gateway.ask("/v1/home", { token })).toMatchObject({
      status: 200,
      body: { me: null, degraded: ["iam"] },
    });
    expect(rest.IAM.asked).toEqual([]);
  });

  it("does not wait for who is late", { timeout: 10_000 }, async () => {
    const { ask, issuer } = await open({ ...doors(), BOOKINGS: silent() });
    const told = await ask("/v1/home", { token: await issuer.tokenFor(person()) });
    expect(told.body).toMatchObject({ bookings: null, degraded: ["bookings"] });
  });

  it("is for who is signed in, with an address that is verified", async () => {
    const { ask, issuer } = await open();
    expect(await ask("/v1/home")).toMatchObject({ status: 401, body: { code: "auth.required" } });
    const token = await issuer.tokenFor({ ...person(), verified: false });
    expect(await ask("/v1/home", { token })).toMatchObject({ status: 403, body: { code: "address.unverified" } });
    expect((await ask("/v1/me", { token })).status).toBe(200);
  });

  it("costs no round trip of the gateway's own, and reads from every worker what its client wrote there", async () => {
    const BOOKINGS = doors().BOOKINGS;
    const { ask, issuer } = await open({ ...doors(), BOOKINGS });
    const headers = { "x-bookmark": "bookings=00000001-00000002" };
    const told = await ask("/v1/home", { token: await issuer.tokenFor(person()), headers });
    expect(told.headers.get("server-timing")).toBe('d1;desc="0 round trips"');
    expect(BOOKINGS.asked[0]?.headers.get("x-bookmark")).toBe("00000001-00000002");
  });
});

describe("on a laptop", () => {
  it("the mailbox is notifications'", async () => {
    const { ask } = await open();
    const told = await ask("/dev/mailbox?to=one%40example.com");
    expect(told.body).toMatchObject({ method: "GET", path: "/dev/mailbox?to=one%40example.com" });
  });

  it("a tick reaches every worker, and says which ticked", async () => {
    const { ask, BOOKINGS } = await open({ EVENTS: standIn(() => problem(503, "service.unavailable")) });
    const told = await ask("/dev/tick", { method: "POST" });
    expect(told).toMatchObject({
      status: 200,
      body: { ticked: BEHIND.filter((name) => name !== "events"), failed: ["events"] },
    });
    expect(BOOKINGS.asked.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual(["POST /dev/tick"]);
  });
});

describe("anywhere else", () => {
  it.each([undefined, "production", ""])("there is nothing under /dev (STAGE is %j)", async (STAGE) => {
    const NOTIFICATIONS = echo();
    const { ask } = await open({ NOTIFICATIONS }, { STAGE });
    for (const [method, path] of [
      ["GET", "/dev/mailbox"],
      ["POST", "/dev/tick"],
      ["GET", "/dev/tick"],
      ["GET", "/dev/other"],
      ["OPTIONS", "/dev/tick"],
    ] as const) {
      expect([path, (await ask(path, { method })).body.code]).toEqual([path, "route.not_found"]);
    }
    expect(NOTIFICATIONS.asked).toEqual([]);
  });
});
