import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { contracts } from "#shared/contracts/all";
import type { PublicRoute } from "#shared/contracts/route";
import { PERMISSIONS, REACHES } from "#shared/core/permissions";
import { WORKERS } from "#shared/core/workers";
import { stage } from "#shared/testing/outside";
import { createGateway } from "./gateway.ts";

const { ask } = await stage(createGateway(), env);
const routes: PublicRoute[] = Object.values(contracts).flatMap((contract) => Object.values<PublicRoute>(contract));

// biome-ignore lint/suspicious/noExplicitAny: a test asserts what is in it
type Json = any;

/** Every object in a document, with where it stands. */
function* nodes(value: Json, at = "#"): Generator<[string, Json]> {
  if (typeof value !== "object" || value === null) return;
  yield [at, value];
  for (const [key, inner] of Object.entries(value))
    yield* nodes(inner, `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
}

describe("the OpenAPI document", async () => {
  const { status, headers, body: document } = await ask("/openapi.json");
  const operations: [string, Json][] = Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    Object.entries<Json>(item).map(([method, operation]): [string, Json] => [`${method} ${path}`, operation]),
  );

  it("is served as JSON of OpenAPI 3.1, and may be kept", () => {
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("cache-control")).toBe("public, max-age=300");
    expect(document.openapi).toBe("3.1.0");
    expect(document.info).toMatchObject({ title: "Courtyard", version: expect.stringMatching(/^\d/) });
    expect(document.servers).toEqual([expect.objectContaining({ url: "/" })]);
  });

  it("has every route of every contract, and no other", () => {
    expect(operations.map(([key]) => key).sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
    expect(JSON.stringify(document)).not.toContain("/internal/");
  });

  it("says of every operation what it is, whose it is, who may call it and how often", () => {
    for (const { method, path, operationId, summary, terms } of routes) {
      const operation = document.paths[path][method];
      expect(operation).toMatchObject({
        operationId,
        summary,
        tags: [terms.worker],
        "x-reach": terms.reach,
        "x-permission": terms.permission,
        "x-rate-class": terms.rate,
        security: terms.reach === "anyone" ? [] : [{ bearerAuth: [] }],
      });
      expect(REACHES).toContain(operation["x-reach"]);
      if (operation["x-permission"] !== null) expect(PERMISSIONS).toContain(operation["x-permission"]);
      expect(operation.terms).toBeUndefined();
    }
    expect(document.components.securitySchemes.bearerAuth).toMatchObject({ type: "http", scheme: "bearer" });
    expect(document["x-rate-limits"].read).toBe('"read";q=600;w=60');
  });

  it("describes a tag for every worker", () => {
    expect(document.tags.map(({ name }: Json) => name)).toEqual(WORKERS);
    for (const { description } of document.tags) expect(description).toMatch(/\w{4}/);
  });

  it("gives every operation its own id", () => {
    expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(operations.length);
  });

  it("points at nothing that is not there", () => {
    const all = [...nodes(document)];
    const places = new Set(all.map(([at]) => at));
    const missing = all.flatMap(([at, { $ref }]) =>
      typeof $ref === "string" && !places.has($ref) ? [`${at} → ${$ref}`] : [],
    );
    expect(missing).toEqual([]);
  });

  it("declares every parameter of every path, once, and as required", () => {
    for (const [key, { parameters = [] }] of operations) {
      const inPath = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = parameters.filter((one: Json) => one.in === "path");
      expect([key, declared.map(({ name }: Json) => name).sort()]).toEqual([key, inPath.sort()]);
      for (const one of parameters) {
        expect(one.schema).toBeDefined();
        if (one.in === "path") expect(one.required).toBe(true);
      }
      const names = parameters.map((one: Json) => `${one.in} ${one.name}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("says what is sent and what is answered, with a schema each", () => {
    for (const [key, { requestBody, responses }] of operations) {
      if (requestBody)
        expect([key, Object.values<Json>(requestBody.content).every(({ schema }) => schema !== undefined)]).toEqual([
          key,
          true,
        ]);
      expect([key, Object.keys(responses).some((code) => code.startsWith("2"))]).toEqual([key, true]);
      for (const [code, response] of Object.entries<Json>(responses)) {
        expect(code).toMatch(/^[1-5]\d\d$/);
        expect([key, code, response.description]).toEqual([key, code, expect.stringMatching(/\w/)]);
      }
    }
  });

  it("says of every operation how it may be refused, by what its terms are", () => {
    for (const { method, path, terms, request } of routes) {
      const { responses, parameters = [] } = document.paths[path][method];
      for (const [code, response] of Object.entries<Json>(responses))
        if (Number(code) >= 400)
          expect(response.content["application/problem+json"].schema.allOf[0]).toEqual({
            $ref: "#/components/schemas/Problem",
          });
      const refused = new Set(Object.keys(responses));
      const has = (code: number, applies: boolean) =>
        expect([path, method, code, refused.has(String(code))]).toEqual([path, method, code, applies]);
      has(429, true);
      has(503, true);
      has(500, true);
      if (terms.reach !== "anyone") has(401, true);
      has(413, request?.body !== undefined);
      has(415, request?.body !== undefined);
      has(428, terms.ifMatch === true);
      const named = parameters.filter((one: Json) => one.in === "header").map(({ name }: Json) => name);
      expect(named.includes("if-match")).toBe(terms.ifMatch === true);
      expect(named.includes("idempotency-key")).toBe(
        method !== "get" && terms.keyed !== false && terms.reach !== "anyone",
      );
    }
  });
});

describe("the reference page", () => {
  const SOURCES = /(?:src|href)="([^"]+)"/g;

  it.each(["/docs", "/docs/"])("is at %s, and runs nothing but what lies beside it", async (path) => {
    const { status, headers, body } = await ask(path);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/^text\/html/);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(body.text).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(body.text).not.toMatch(/\son\w+=/);
    const sources = [...body.text.matchAll(SOURCES)].map(([, source]) => source);
    expect(sources.length).toBeGreaterThan(4);
    for (const source of sources) {
      expect(source).toMatch(/^\/[a-z]/);
      expect([source, (await ask(source)).status]).toEqual([source, 200]);
    }
  });

  it("reads the document that is served here, and asks nobody else", async () => {
    const { body } = await ask("/docs/reference.js");
    expect(body.text).toContain('url: "/openapi.json"');
    expect(body.text).not.toMatch(/https?:/);
  });

  it("has nothing else beside it", async () => {
    for (const path of ["/docs/nothing", "/docs/../wrangler.toml", "/wrangler.toml", "/.dev.vars"]) {
      expect(await ask(path)).toMatchObject({ status: 404, body: { code: "route.not_found" } });
    }
  });
});

it("the front page says where everything is", async () => {
  const { body } = await ask("/");
  for (const path of [body.reference, body.document, body.health]) expect((await ask(path)).status).toBe(200);
});
