import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as api from "../../scripts/api.ts";
import { type Json, must } from "../../scripts/client.ts";
import { codesOf } from "../../shared/contracts/openapi/answers.ts";
import type { PublicRoute } from "../../shared/contracts/route.ts";
import type * as z from "../../shared/contracts/zod.ts";
import { newId, PREFIXES } from "../../shared/core/ids.ts";
import { ELSEWHERE, EXAMPLES, type Example, fill, ROUTES } from "./examples.ts";
import { aTown, type Town } from "./town.ts";
import { openWorld, type World } from "./world.ts";

const TEN_MEGABYTES = 10_000_000;
/** Where any query is taken: it is how monitors and calendar programs get past a cache. */
const OPEN_QUERY = ["checkHealth", "checkReadiness", "readCalendarFeed"];

let world: World;
let town: Town;
const examples = new Map<string, Example>();

beforeAll(async () => {
  world = await openWorld();
  town = await aTown(world);
  for (const { operationId } of ROUTES) {
    const prepare = EXAMPLES[operationId];
    if (prepare) examples.set(operationId, await prepare(town, world));
  }
}, 240_000);
afterAll(() => world.close());

interface Change {
  readonly ids?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly client?: Example["client"];
  readonly query?: string;
}

/** One call; whatever it is refused with, the contract has said so. */
async function ask(route: PublicRoute, example: Example, change: Change = {}) {
  const answer = await (change.client ?? example.client).ask<Json>(
    route.method.toUpperCase(),
    fill(route.path, change.ids ?? example.ids) + (change.query ?? example.query ?? ""),
    {
      body: "body" in change ? change.body : example.body,
      headers: { ...example.headers, ...change.headers },
    },
  );
  if (answer.status >= 400) expect(codesOf(route)).toContain(answer.body.code);
  return answer;
}

/** The example as another manager of the same organisation would make it, each in turn. */
const asDeputy = (route: PublicRoute): Example => {
  const example = known(route);
  const { manager, deputies } = town.ours;
  const deputy = deputies[ROUTES.indexOf(route) % deputies.length];
  return example.client === manager && deputy ? { ...example, client: deputy } : example;
};
const known = (route: PublicRoute): Example => examples.get(route.operationId) as Example;
const shown = ROUTES.filter(({ operationId }) => !(operationId in ELSEWHERE));
const takesJson = shown.filter(({ request }) => request?.body && "application/json" in request.body.content);
/** A path may end in a secret instead of an id: whoever has it may read. */
const takesIds = shown.filter(({ path }) => /\{(id|\w+Id)\}/.test(path));
const signedIn = shown.filter(({ terms }) => terms.reach !== "anyone");

/** All of a quarter that can be seen, to tell whether anything changed. */
async function everything({ ours, admin }: Town): Promise<unknown> {
  const { building: id, organisation } = ours;
  const { sender } = ours.manager;
  return Promise.all([
    must(api.getBuilding({ id }, sender)),
    must(api.listEntrances({ id }, sender)),
    must(api.listUnits({ id, limit: 100 }, sender)),
    must(api.listCodes({ id }, sender)),
    must(api.listBuildingClaims({ id }, sender)),
    must(api.listBuildingResidents({ id }, sender)),
    must(api.listResources({ id }, sender)),
    must(api.listBuildingBookings({ id }, sender)),
    must(api.listInvitations({ organisation }, sender)),
    must(api.listOrganisations({}, admin.sender)),
    must(api.getMe(ours.resident.sender)),
    must(api.listMyClaims({}, ours.resident.sender)),
  ]);
}

it("has an example for every route of the contract, and none too many", () => {
  const named = [...Object.keys(EXAMPLES), ...Object.keys(ELSEWHERE)].sort();
  expect(named).toEqual(ROUTES.map(({ operationId }) => operationId).sort());
});

describe("what is wrong is refused, and changes nothing", () => {
  let before: unknown;
  beforeAll(async () => {
    // The names of the newest arrive with their events.
    do before = await everything(town);
    while (/"userName":null/.test(JSON.stringify(before)));
  });
  afterAll(async () => expect(await everything(town)).toEqual(before));

  it.each(signedIn)("$operationId without a token, or with one that is none of ours", async (route) => {
    const example = asDeputy(route);
    const token = example.client.accessToken ?? "";
    const [head = "", , signature = ""] = token.split(".");
    const forged = `${head}.${Buffer.from(JSON.stringify({ sub: "usr_01KAR5V3M8Q2Z7X4N6P0W9T1DC", exp: 9_999_999_999 })).toString("base64url")}.${signature}`;
    for (const authorization of [
      "",
      "Bearer ",
      "Bearer x",
      `Bearer ${token.slice(0, -4)}`,
      `Bearer ${forged}`,
      `Bearer ${token}=`,
      `Basic ${token}`,
    ]) {
      const answer = await ask(route, example, { headers: { authorization } });
      expect([authorization.slice(0, 12), answer.status]).toEqual([authorization.slice(0, 12), 401]);
      expect(answer.headers.get("www-authenticate")).toContain("Bearer");
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
  });

  it.each(takesJson)(
    "$operationId with a body that is no JSON, of another type, too large, or with a field nobody knows",
    async (route) => {
      const example = asDeputy(route);
      const json = { "content-type": "application/json" };
      expect(await ask(route, example, { body: "{", headers: json })).toMatchObject({
        status: 400,
        body: { code: "request.malformed" },
      });
      expect(
        await ask(route, example, { body: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } }),
      ).toMatchObject({ status: 415, body: { code: "request.media_type" } });
      expect(await ask(route, example, { body: { ...(example.body as object), surprise: 1 } })).toMatchObject({
        status: 400,
        body: {
          code: "request.invalid",
          errors: expect.arrayContaining([
            { path: "/body/surprise", code: "unknown_field", detail: expect.any(String) },
          ]),
        },
      });
      for (const wrong of [[], null, "text", 7])
        expect((await ask(route, example, { body: JSON.stringify(wrong), headers: json })).status).toBe(400);
      for (const [field, value] of Object.entries(example.body as object)) {
        if (typeof value !== "string") continue;
        const long = await ask(route, example, { body: { ...(example.body as object), [field]: "é".repeat(20_000) } });
        expect([field, long.status, long.body.code]).toEqual([field, 400, "request.invalid"]);
        const wrongType = await ask(route, example, { body: { ...(example.body as object), [field]: { $ne: null } } });
        expect([field, wrongType.status]).toEqual([field, 400]);
      }
    },
  );

  it.each(shown.filter(({ operationId }) => !OPEN_QUERY.includes(operationId)))(
    "$operationId with a query nobody knows",
    async (route) => {
      const example = asDeputy(route);
      const query = `${example.query ? `${example.query}&` : "?"}surprise=1`;
      expect(await ask(route, example, { query })).toMatchObject({
        status: 400,
        body: {
          code: "request.invalid",
          errors: [{ path: "/query/surprise", code: "unknown_field", detail: expect.any(String) }],
        },
      });
    },
  );

  it("ten megabytes of JSON", async () => {
    const [route] = takesJson.filter(({ operationId }) => operationId === "createResource");
    if (!route) throw new Error("createResource is gone");
    const answer = await ask(route, asDeputy(route), {
      body: `"${"x".repeat(TEN_MEGABYTES)}"`,
      headers: { "content-type": "application/json" },
    });
    expect(answer).toMatchObject({ status: 413, body: { code: "request.too_large" } });
  });

  it.each(takesIds)("$operationId of an id of another kind, or of none", async (route) => {
    const example = asDeputy(route);
    for (const name of Object.keys(example.ids ?? {})) {
      for (const wrong of [newId("request", 0), "1", "bld_", "%00", "'%20OR%201=1--"]) {
        const answer = await ask(route, example, { ids: { ...example.ids, [name]: wrong } });
        expect([wrong, answer.status, answer.body.errors?.[0]?.path]).toEqual([wrong, 400, `/path/${name}`]);
      }
    }
  });

  it.each(takesIds.filter(({ operationId }) => operationId !== "getBuilding"))(
    "$operationId of what is another's: as if it did not exist",
    async (route) => {
      const example = asDeputy(route);
      expect(example.foreign).toBeDefined();
      const unknown = Object.fromEntries(
        Object.entries(example.ids ?? {}).map(([name, id]) => [name, newId(nounOf(id), 0)]),
      );
      const theirs = await ask(route, example, { ids: example.foreign });
      const nobodys = await ask(route, example, { ids: unknown });
      expect([theirs.status, theirs.body.code]).toEqual([404, "thing.not_found"]);
      expect({ ...theirs.body, requestId: "" }).toEqual({ ...nobodys.body, requestId: "" });
      expect(theirs.headers.get("server-timing")).toBe(nobodys.headers.get("server-timing"));
    },
  );

  it.each(takesIds.filter(({ operationId, terms }) => operationId !== "getBuilding" && terms.reach !== "anyone"))(
    "$operationId for somebody who is at home nowhere",
    async (route) => {
      expect((await ask(route, asDeputy(route), { client: town.stranger })).status).toBeOneOf([403, 404]);
    },
  );

  it.each(shown.filter(({ terms }) => terms.ifMatch))(
    "$operationId of a version that is no longer, or of none",
    async (route) => {
      const example = asDeputy(route);
      expect(await ask(route, example, { headers: { "if-match": '"v999"' } })).toMatchObject({
        status: 412,
        body: { code: "thing.stale" },
      });
      expect(await ask(route, example, { headers: { "if-match": '"other"' } })).toMatchObject({ status: 412 });
      expect(await ask(route, example, { headers: { "if-match": "v1" } })).toMatchObject({
        status: 400,
        body: { code: "thing.if_match_invalid" },
      });
      const { headers: _, ...bare } = example;
      expect(await ask(route, bare)).toMatchObject({ status: 428, body: { code: "thing.if_match_required" } });
    },
  );

  it("routes and methods that there are not", async () => {
    const client = town.ours.manager;
    expect(await client.ask("GET", "/v1/nothing")).toMatchObject({ status: 404, body: { code: "route.not_found" } });
    const wrong = await client.ask("PUT", `/v1/buildings/${town.ours.building}`);
    expect(wrong).toMatchObject({ status: 405, body: { code: "route.method_not_allowed" } });
    expect(wrong.headers.get("allow")).toBe("GET, HEAD, PATCH");
  });
});

const nounOf = (id: string) =>
  Object.entries(PREFIXES).find(([, prefix]) => id.startsWith(`${prefix}_`))?.[0] as keyof typeof PREFIXES;

describe("every route does what its contract says, within its budget", () => {
  it.each(shown)("$method $path [GW-64]", async (route) => {
    const answer = await ask(route, known(route));
    const response = (route.responses as Record<number, { content?: { "application/json"?: { schema: z.ZodType } } }>)[
      answer.status
    ];
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([
      expect.toBeOneOf(Object.keys(route.responses).map(Number)),
      expect.any(String),
    ]);
    expect(answer.status).toBeLessThan(300);
    const schema = response?.content?.["application/json"]?.schema;
    if (schema) expect(schema.safeParse(answer.body).error?.issues).toBeUndefined();
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
    const spent = answer.headers.get("server-timing");
    if (route.terms.rate === "auth") expect(spent).toBeNull();
    else if (route.terms.d1 > 0)
      expect(Number(/d1;desc="(\d+) /.exec(spent ?? "")?.[1])).toBeLessThanOrEqual(route.terms.d1);
    if (answer.status === 201 && answer.headers.has("location")) {
      const made = await known(route).client.ask("GET", answer.headers.get("location") ?? "");
      expect([answer.headers.get("location"), made.status]).toEqual([answer.headers.get("location"), 200]);
    }
  });
});

describe("a repeated call", () => {
  it("with one key takes effect once, twice in parallel too, and says that it is a repetition [GW-07]", async () => {
    const { manager, building } = town.ours;
    const wish = { id: building, idempotencyKey: "entrance-once", body: { label: "Once" } };
    const answers = await Promise.all([1, 2, 3, 4].map(() => api.createEntrance(wish, manager.sender)));
    expect(new Set(answers.map(({ status, data }) => JSON.stringify([status, data]))).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === "true")).toHaveLength(3);
    expect(await api.createEntrance({ ...wish, body: { label: "Twice" } }, manager.sender)).toMatchObject({
      status: 422,
      data: { code: "idempotency.key_reused" },
    });
    expect(await api.createEntrance({ ...wish, idempotencyKey: "x".repeat(256) }, manager.sender)).toMatchObject({
      status: 400,
      data: { code: "idempotency.key_invalid" },
    });
  });
});
