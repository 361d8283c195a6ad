import { describe, expect, it } from "vitest";
import { contracts } from "#shared/contracts/all";
import { openApiDocument } from "#shared/contracts/openapi";
import type { PublicRoute } from "#shared/contracts/route";
import type * as z from "#shared/contracts/zod";
import { sampleProblem } from "#shared/worker/problem";
import { redoclyFaults, spectralFaults } from "./openapi/linters.ts";
import { unspoken, unspokenIn } from "./openapi/unspoken.ts";

/** Redocly CLI is a process of its own, and Spectral looks at every example of every answer. */
const LINT_WITHIN_MS = 60_000;

// biome-ignore lint/suspicious/noExplicitAny: a test asserts what is in it
type Json = any;

const routes = Object.values(contracts).flatMap((contract) => Object.values<PublicRoute>(contract));
const document: Json = openApiDocument(routes, { limits: {}, problem: sampleProblem });
const operations = routes.map((route) => ({ ...route, printed: document.paths[route.path][route.method] }));

describe("the OpenAPI document", () => {
  it("passes the recommended rules of Redocly CLI, none left out and nothing ignored", {
    timeout: LINT_WITHIN_MS,
  }, async () => {
    expect(await redoclyFaults(document)).toEqual([]);
  });

  it("passes the recommended rules of Spectral, none left out and nothing ignored", {
    timeout: LINT_WITHIN_MS,
  }, async () => {
    expect(await spectralFaults(document)).toEqual([]);
  });

  it.each(operations)("says of $operationId what it is, whose, and for whom", ({ printed, terms }) => {
    expect(printed).toMatchObject({
      summary: expect.stringMatching(/\w{3}/),
      description: expect.stringMatching(/For (anyone|whoever)/),
      tags: [terms.worker],
    });
  });

  it.each(operations.filter(({ request }) => request?.body))(
    "shows for $operationId a request that its own contract takes",
    ({ request, printed }) => {
      const taken = Object.entries(request?.body?.content ?? {});
      for (const [type, media] of taken) {
        const { example } = printed.requestBody.content[type];
        expect((media as { schema: z.ZodType }).schema.safeParse(example).error?.issues).toBeUndefined();
      }
    },
  );

  it.each(operations)("shows for $operationId answers that its own contract gives", ({ responses, printed }) => {
    for (const [status, { content }] of Object.entries(responses as Record<string, Json>)) {
      for (const [type, { schema }] of Object.entries<Json>(content ?? {})) {
        const { example } = printed.responses[status].content[type];
        expect([status, schema.safeParse(example).error?.issues]).toEqual([status, undefined]);
      }
    }
  });

  it("has a problem document of each code, under the status that it has", () => {
    for (const { operationId, printed } of operations) {
      for (const [status, { content }] of Object.entries<Json>(printed.responses)) {
        const refused = content?.["application/problem+json"];
        if (Number(status) < 400) continue;
        expect([operationId, status, refused?.schema.allOf[1].properties.code.enum]).toEqual([
          operationId,
          status,
          Object.keys(refused.examples),
        ]);
        for (const code of Object.keys(refused.examples))
          expect(document.components.examples[code].value).toMatchObject({ code, status: Number(status) });
      }
    }
  });

  it("fills every blank of a problem's detail", () => {
    for (const [code, { value }] of Object.entries<Json>(document.components.examples))
      expect([code, value.detail]).toEqual([code, expect.not.stringMatching(/[{}]/)]);
  });

  it("has a telling example for every text; shared/contracts/openapi/examples.ts names those without", () => {
    expect(unspokenIn(document)).toEqual([]);
  });

  it("has no named shape that may be null, and none that is two types at once", () => {
    for (const [name, schema] of Object.entries<Json>(document.components.schemas))
      expect([name, schema.type]).toEqual([name, "object"]);
  });
});

describe("a rule that is broken is caught:", () => {
  const small: Json = openApiDocument(
    routes.filter(({ path }) => path === "/v1/me"),
    { limits: {}, problem: sampleProblem },
  );
  const me = (change: (operation: Json) => void): Json => {
    const copy = structuredClone({ ...small, tags: small.tags.filter(({ name }: Json) => name === "iam") });
    change(copy.paths["/v1/me"].get);
    return copy;
  };

  it.each<[what: string, rule: string, change: (operation: Json) => void]>([
    ["an operation that nothing is refused by", "operation-4xx-response", (get) => dropRefusals(get.responses)],
    ["two operations of one name", "operation-operationId-unique", (get) => (get.operationId = "updateMe")],
    ["an operation without a summary", "operation-summary", (get) => delete get.summary],
  ])("%s, by Redocly CLI", { timeout: LINT_WITHIN_MS }, async (_, rule, change) => {
    expect(await redoclyFaults(me(() => {}))).toEqual([]);
    expect((await redoclyFaults(me(change))).join()).toContain(rule);
  });

  it.each<[what: string, rule: string, change: (operation: Json) => void]>([
    ["an operation without a description", "operation-description", (get) => delete get.description],
    ["a tag nobody described", "operation-tag-defined", (get) => (get.tags = ["nobody"])],
    [
      "an example that does not fit its schema",
      "oas3-valid-media-example",
      (get) => (get.responses[200].content["application/json"].example.verified = "yes"),
    ],
  ])("%s, by Spectral", { timeout: LINT_WITHIN_MS }, async (_, rule, change) => {
    expect(await spectralFaults(me(() => {}))).toEqual([]);
    expect((await spectralFaults(me(change))).join()).toContain(rule);
  });

  it("a text without an example", () => {
    const schema = { type: "object", properties: { nickname: { type: "string" } } };
    expect([...unspoken(schema, "User", "User")]).toEqual(["User nickname"]);
  });
});

function dropRefusals(responses: Json): void {
  for (const status of Object.keys(responses)) if (status.startsWith("4")) delete responses[status];
}
