import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { contracts } from "#shared/contracts/all";
import { JSON_LIMIT } from "#shared/contracts/route";
import { problem, stage, standIn } from "#shared/testing/outside";
import { anId, manager, person } from "#shared/testing/story";
import { decodeActor } from "#shared/worker/identity";
import { createGateway } from "./gateway.ts";

const TERRACE = {
  name: "Roof terrace",
  type: "terrace",
  slotMinutes: 60,
  openings: [{ weekday: 6, from: 600, until: 1320 }],
};
const BUILDING = anId("building");
const RESOURCES = `/v1/buildings/${BUILDING}/resources`;

const open = (doors: Record<string, Fetcher> = {}) => stage(createGateway(), env, doors);

describe("a request reaches the worker that owns its route", () => {
  it("with the same method, path, query and bytes", async () => {
    const { ask, issuer } = await open();
    const token = await issuer.tokenFor(manager(BUILDING));
    const body = ` ${JSON.stringify(TERRACE)}\n`;
    const told = await ask(RESOURCES, { method: "POST", token, body, headers: { "content-type": "application/json" } });
    expect(told.status).toBe(200);
    expect(told.body).toMatchObject({ method: "POST", path: RESOURCES, body });
    const listed = await ask(`${RESOURCES}?limit=5`, { token });
    expect(listed.body).toMatchObject({ method: "GET", path: `${RESOURCES}?limit=5` });
  });

  it("in the name of whom the token names, whatever else the client says", async () => {
    const { ask, issuer, address } = await open();
    const who = manager(BUILDING);
    const forged = btoa(JSON.stringify({ kind: "person", id: anId("user"), grants: [{ role: "admin", on: "*" }] }));
    const headers = {
      "x-actor": forged,
      "x-client-address": "198.51.100.1",
      "x-forwarded-for": "198.51.100.1",
      "x-real-ip": "198.51.100.1",
      forwarded: "for=198.51.100.1",
      "true-client-ip": "198.51.100.1",
      "cf-ray": "1",
      "cf-worker": "1",
      "x-request-id": "no good",
      traceparent: "00-x",
      cookie: "refresh=1",
      baggage: "a=b",
      "x-anything": "1",
    };
    const { body } = await ask(RESOURCES, { token: await issuer.tokenFor(who), headers });
    expect(decodeActor(body.headers["x-actor"])).toEqual(who);
    expect(body.headers["x-client-address"]).toBe(address.replace("::1", "::/64"));
    expect(body.headers["x-request-id"]).toMatch(/^req_/);
    expect(body.headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    const ours = ["traceparent", "x-actor", "x-client-address", "x-request-id"];
    expect(Object.keys(body.headers).filter((name) => !ours.includes(name))).toEqual([]);
  });

  it("as nobody, where anyone may call, however loudly the client says otherwise", async () => {
    const { ask } = await open();
    const told = await ask("/v1/auth/login", {
      method: "POST",
      body: { email: "one@example.com", password: "long enough a password" },
      headers: { "x-actor": btoa('{"kind":"person"}') },
    });
    expect(decodeActor(told.body.headers["x-actor"])).toEqual({ kind: "nobody" });
  });

  it("keeping the request id and the trace of a client that has them", async () => {
    const { ask, issuer } = await open();
    const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    const told = await ask(RESOURCES, {
      token: await issuer.tokenFor(person()),
      headers: { "x-request-id": "from-the-app-0001", traceparent: `00-${trace}-00f067aa0ba902b7-01` },
    });
    expect(told.headers.get("x-request-id")).toBe("from-the-app-0001");
    expect(told.body.headers["x-request-id"]).toBe("from-the-app-0001");
    expect(told.body.headers.traceparent.slice(3, 35)).toBe(trace);
  });

  it("with what makes it repeatable, conditional and negotiable", async () => {
    const { ask, issuer } = await open();
    const headers = { "idempotency-key": "k1", "if-match": '"v3"', "if-none-match": '"v2"', "accept-language": "es" };
    const told = await ask(`/v1/resources/${anId("resource")}`, { token: await issuer.tokenFor(person()), headers });
    expect(told.body.headers).toMatchObject(headers);
  });

  it("and cookies only where sessions are renewed by them", async () => {
    const { ask, issuer } = await open();
    const headers = { cookie: "refresh=abc", origin: "https://app.example.com" };
    const renewed = await ask("/v1/auth/refresh", { method: "POST", body: {}, headers });
    expect(renewed.body.headers).toMatchObject(headers);
    const listed = await ask(RESOURCES, { token: await issuer.tokenFor(person()), headers });
    expect(listed.body.headers.cookie).toBeUndefined();
  });

  it("as GET when it is HEAD, and comes back without a body", async () => {
    const { send, issuer, BOOKINGS } = await open();
    const answer = await send(RESOURCES, { method: "HEAD", token: await issuer.tokenFor(person()) });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("");
    expect(BOOKINGS.asked.map(({ method }) => method)).toEqual(["GET"]);
  });

  it("for every contract that is not the gateway's own", async () => {
    const { ask, issuer, asked } = await open();
    const token = await issuer.tokenFor(person([{ role: "admin", on: "*" }]));
    for (const { method, path, terms } of Object.values(contracts).flatMap((one) => Object.values(one))) {
      if (terms.worker === "gateway") continue;
      const told = await ask(path.replaceAll(/\{\w+\}/g, "x"), { method: method.toUpperCase(), token });
      expect([path, told.body.code ?? told.status]).not.toEqual([path, "route.not_found"]);
      expect([path, told.status]).not.toEqual([path, 405]);
    }
    expect(asked.trust).toBe(1);
  });
});

describe("an answer comes back", () => {
  const answering = async (answer: () => Response) => {
    const { send, issuer } = await open({ BOOKINGS: standIn(answer) });
    return send(RESOURCES, { token: await issuer.tokenFor(person()) });
  };

  it("with what it says about itself", async () => {
    const headers = {
      etag: '"v1"',
      location: "/v1/resources/1",
      "server-timing": 'd1;desc="1 round trips"',
      "content-language": "es",
      "idempotency-replayed": "true",
    };
    const answer = await answering(() => new Response("{}", { status: 201, headers }));
    expect(answer.status).toBe(201);
    expect(Object.fromEntries(answer.headers)).toMatchObject(headers);
  });

  it("as it is where its ETag is strong: a proxy that packs it would make that weak, and no write could name it [GW-15]", async () => {
    for (const [etag, cached] of [
      ['"v1"', "private, no-cache, no-transform"],
      ['W/"v1"', "private, no-cache"],
    ] as const) {
      const answer = await answering(() => new Response("{}", { headers: { etag } }));
      expect([answer.headers.get("etag"), answer.headers.get("cache-control")]).toEqual([etag, cached]);
    }
  });

  it("unchanged when it is 304", async () => {
    const answer = await answering(() => new Response(null, { status: 304, headers: { etag: '"v1"' } }));
    expect([answer.status, answer.headers.get("etag")]).toEqual([304, '"v1"']);
  });

  it("with the worker's own refusal, word for word", async () => {
    const answer = await answering(() => problem(409, "booking.slot_taken", { "retry-after": "9" }));
    expect(answer.status).toBe(409);
    expect(answer.headers.get("retry-after")).toBe("9");
    expect(await answer.json()).toMatchObject({ code: "booking.slot_taken" });
  });

  it("as 503 when the worker is out of order, throws, or fails in a way of its own", async () => {
    for (const answer of [
      () => new Response("out of order", { status: 503 }),
      () => new Response("<html>", { status: 500, headers: { "content-type": "text/html" } }),
      () => {
        throw new Error("the worker is gone");
      },
    ]) {
      const told = await answering(answer);
      expect([told.status, told.headers.get("retry-after")]).toEqual([503, "5"]);
      expect(await told.json()).toMatchObject({ code: "service.unavailable" });
    }
  });

  it("without a cookie from where none is set", async () => {
    const answer = await answering(() => new Response("{}", { headers: { "set-cookie": "a=b" } }));
    expect(answer.headers.get("set-cookie")).toBeNull();
    const iam = standIn(() => new Response("{}", { headers: { "set-cookie": "refresh=b" } }));
    const { send } = await open({ IAM: iam });
    const signedIn = await send("/v1/auth/refresh", { method: "POST", body: {} });
    expect(signedIn.headers.get("set-cookie")).toBe("refresh=b");
  });

  it("as the socket it is", async () => {
    const { send, issuer } = await open({
      BOOKINGS: standIn((request) => {
        expect(request.headers.get("upgrade")).toBe("websocket");
        const [client, server] = Object.values(new WebSocketPair());
        server?.accept();
        server?.send("hello");
        return new Response(null, { status: 101, webSocket: client ?? null });
      }),
    });
    const answer = await send(RESOURCES, { token: await issuer.tokenFor(person()), headers: { upgrade: "websocket" } });
    expect(answer.status).toBe(101);
    const heard = new Promise((resolve) => answer.webSocket?.addEventListener("message", ({ data }) => resolve(data)));
    answer.webSocket?.accept();
    expect(await heard).toBe("hello");
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
  });
});

describe("a path", () => {
  it.each([
    "/nothing",
    "/v1",
    "/v1/",
    "/v1/nothing",
    "/internal/trust",
    "/internal/publish",
    "/v1/%2e%2e/internal/trust",
    "/v1/me/",
  ])("like %s is unknown", async (path) => {
    const { ask } = await open();
    const told = await ask(path);
    expect(told).toMatchObject({ status: 404, body: { code: "route.not_found", status: 404 } });
    expect(told.headers.get("content-type")).toBe("application/problem+json");
  });

  it("that is known says which methods it answers", async () => {
    const { ask } = await open();
    const told = await ask(RESOURCES, { method: "DELETE" });
    expect(told).toMatchObject({ status: 405, body: { code: "route.method_not_allowed" } });
    expect(told.headers.get("allow")).toBe("GET, HEAD, POST");
    expect((await ask("/v1/auth/login", { method: "HEAD" })).status).toBe(405);
    expect((await ask("/v1/auth/login")).headers.get("allow")).toBe("POST");
    expect((await ask(RESOURCES, { method: "PROPFIND" })).status).toBe(405);
  });
});

describe("a body is refused before any worker is asked", () => {
  const refused = async (
    body: unknown,
    headers: Record<string, string> = { "content-type": "application/json" },
    path = RESOURCES,
  ) => {
    const { ask, issuer, BOOKINGS, RESIDENCY } = await open();
    const told = await ask(path, { method: "POST", token: await issuer.tokenFor(manager(BUILDING)), body, headers });
    expect([...BOOKINGS.asked, ...RESIDENCY.asked]).toEqual([]);
    return told;
  };

  it("when it is 10 MB, whether or not it says so [GW-13]", async () => {
    const big = `{"name":"${"x".repeat(10_000_000)}"}`;
    const facts = { code: "request.too_large", facts: { limit: JSON_LIMIT } };
    expect(
      await refused(big, { "content-type": "application/json", "content-length": String(big.length) }),
    ).toMatchObject({ status: 413, body: facts });
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(new Uint8Array(50_000));
      },
    });
    expect(await refused(endless)).toMatchObject({ status: 413, body: facts });
    expect(sent * 50_000).toBeLessThan(30_000_000);
  });

  it("when it is of another type, or of none", async () => {
    expect(await refused("name=x", { "content-type": "application/x-www-form-urlencoded" })).toMatchObject({
      status: 415,
      body: { code: "request.media_type", facts: { expected: "application/json" } },
    });
    expect((await refused("{}", { "content-type": "text/plain" })).status).toBe(415);
    expect((await refused(new TextEncoder().encode("{}"), {})).status).toBe(415);
  });

  it.each(["{", "", "nonsense", '{"name":"a"', "\u0000"])("when it is no JSON: %j", async (body) => {
    expect(await refused(body)).toMatchObject({ status: 400 });
  });

  it("when a field is missing, unknown or wrong, with a pointer to each [GW-08]", async () => {
    const told = await refused({ ...TERRACE, capacity: 0, colour: "red", name: "x".repeat(200) });
    expect(told.status).toBe(400);
    expect(told.body.code).toBe("request.invalid");
    const found = told.body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`);
    expect(found.sort()).toEqual(["/body/capacity too_small", "/body/colour unknown_field", "/body/name too_big"]);
  });

  it("in the caller's language", async () => {
    const told = await refused("{", { "content-type": "application/json", "accept-language": "es-MX" });
    expect(told.body).toMatchObject({ code: "request.malformed", title: "Solicitud mal formada" });
    expect(told.headers.get("content-language")).toBe("es");
  });
});

describe("a path or query is refused before any worker is asked", () => {
  it.each([
    { path: `/v1/buildings/${anId("user")}/resources`, where: "/path/id" },
    { path: "/v1/buildings/bld_1/resources", where: "/path/id" },
    { path: "/v1/buildings/%ff/resources", where: "/path/id" },
    { path: `${RESOURCES}?limit=1000`, where: "/query/limit" },
    { path: `${RESOURCES}?limit=1&limit=2`, where: "/query/limit" },
    { path: `${RESOURCES}?colour=red`, where: "/query/colour" },
  ])("as $path is, at $where", async ({ path, where }) => {
    const { ask, issuer, BOOKINGS } = await open();
    const told = await ask(path, { token: await issuer.tokenFor(person()) });
    expect([told.status, told.body.errors?.[0]?.path]).toEqual([400, where]);
    expect(BOOKINGS.asked).toEqual([]);
  });

  it.each([
    { method: "PATCH", path: `/v1/resources/${anId("resource")}?dryRun=true`, body: { name: "Moved" } },
    { method: "POST", path: `/v1/bookings/${anId("booking")}/cancel?dryRun=true` },
    { method: "GET", path: `/v1/bookings/${anId("booking")}?dryRun=true` },
  ])("as $method $path is, where no query is named", async ({ method, path, body }) => {
    const { ask, issuer, BOOKINGS } = await open();
    const headers = { "if-match": '"v1"' };
    const told = await ask(path, { method, token: await issuer.tokenFor(manager(BUILDING)), body, headers });
    expect(told.body).toMatchObject({
      code: "request.invalid",
      errors: [{ path: "/query/dryRun", code: "unknown_field" }],
    });
    expect(BOOKINGS.asked).toEqual([]);
  });

  it.each(["/healthz?t=1", "/readyz?t=1", "/docs?t=1", "/openapi.json?t=1", `/v1/feeds/${"x".repeat(43)}.ics?t=1`])(
    "but not as %s is: monitors, browsers and calendar programs say it to get past a cache",
    async (path) => {
      const { send } = await open();
      expect((await send(path)).status).toBe(200);
    },
  );
});

it.each([{ "content-type": "application/json", "content-length": "0" }, { "content-type": "application/json" }])(
  "a body that is named and not sent is none, where none is needed: %j",
  async (headers) => {
    const { ask, issuer } = await open();
    const path = `/v1/bookings/${anId("booking")}/cancel`;
    const body = new ReadableStream({ start: (controller) => controller.close() });
    const told = await ask(path, { method: "POST", token: await issuer.tokenFor(manager(BUILDING)), body, headers });
    expect(told.body).toMatchObject({ method: "POST", path });
    expect(told.body.headers["content-type"]).toBeUndefined();
  },
);

describe("a raw body", () => {
  const IMPORTS = `/v1/buildings/${BUILDING}/imports`;
  const CSV = 'label,"floor"\r\n1ºA,1\r\n';

  const importing = async (body: unknown, headers: Record<string, string>) => {
    const { ask, issuer, RESIDENCY } = await open();
    const told = await ask(IMPORTS, { method: "POST", token: await issuer.tokenFor(manager(BUILDING)), body, headers });
    return { told, asked: RESIDENCY.asked.length };
  };

  it("is passed on byte for byte, of known length or not", async () => {
    const bytes = new TextEncoder().encode(CSV);
    const measured = { "content-type": "text/csv; charset=utf-8", "content-length": String(bytes.length) };
    for (const headers of [measured, { "content-type": "text/csv" }]) {
      const { told } = await importing(bytes, headers);
      expect(told.body).toMatchObject({ method: "POST", path: IMPORTS, body: CSV });
      expect(told.body.headers["content-type"]).toBe(headers["content-type"]);
    }
  });

  it("of another type is refused, and named what may come", async () => {
    for (const headers of [{ "content-type": "application/json" }, { "content-type": "application/octet-stream" }]) {
      const { told, asked } = await importing(CSV, headers);
      expect(told).toMatchObject({ status: 415, body: { facts: { expected: "text/csv" } } });
      expect(asked).toBe(0);
    }
  });

  it("past its limit is refused, whether or not it says so [GW-13]", async () => {
    const limit = contracts.residency.importUnits.terms.raw?.limit ?? 0;
    const big = new Uint8Array(limit + 1);
    for (const headers of [
      { "content-type": "text/csv", "content-length": String(big.length) },
      { "content-type": "text/csv" },
    ]) {
      const { told, asked } = await importing(big, headers);
      expect(told).toMatchObject({ status: 413, body: { facts: { limit } } });
      expect(asked).toBe(0);
    }
  });
});
