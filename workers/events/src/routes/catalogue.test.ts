import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { events as contract } from "#shared/contracts/events";
import { catalogue } from "#shared/events/catalogue";
import { doorOf } from "#shared/testing/faults";
import { as, NOBODY } from "#shared/testing/story";
import { createApp } from "#shared/worker/app";

const door = exports.Door({ props: { caller: "gateway" } });
const show = async () => (await as(door, NOBODY).get("/v1/events/catalogue")).body.items;

describe("the catalogue of events", () => {
  it("is anybody's to read, without asking the database [X-15]", async () => {
    const told = await as(door, NOBODY).get("/v1/events/catalogue");
    expect(told.status).toBe(200);
    expect(told.headers.get("server-timing")).toBe('d1;desc="0 round trips"');
    expect(contract.showCatalogue.terms.d1).toBe(0);
  });

  it("holds every event, with who says it and who hears it", async () => {
    const items = await show();
    expect(items.map(({ type }: { type: string }) => type)).toEqual(Object.keys(catalogue));
    expect(items.find(({ type }: { type: string }) => type === "user.contact_changed")).toMatchObject({
      version: 1,
      dataschema: "urn:courtyard:user.contact_changed:1",
      from: "iam",
      to: ["notifications"],
      leaves: "never",
    });
  });

  it("gives each event's data a JSON Schema, ids with their pattern", async () => {
    const items = await show();
    for (const { schema } of items) expect(schema).toMatchObject({ type: "object", required: expect.any(Array) });
    const ended = items.find(({ type }: { type: string }) => type === "session.ended");
    expect(ended.schema).toMatchObject({
      properties: {
        userId: { type: "string", pattern: "^usr_[0-7][0-9A-HJKMNP-TV-Z]{25}$" },
        reason: { type: "string" },
      },
      required: ["userId", "sessionId", "reason"],
    });
  });
});

describe("the log without its secret", () => {
  it("answers 503 and names what is missing", async () => {
    const app = createApp({ worker: "events", contract, needs: () => ["EVENTS_SECRET"] });
    const closed = as(doorOf(app, env), NOBODY);
    for (const path of ["/v1/events/catalogue", "/internal/ready"])
      expect(await closed.get(path)).toMatchObject({
        status: 503,
        body: { code: "service.not_configured", facts: { missing: "EVENTS_SECRET" } },
      });
    expect((await as(door, NOBODY).get("/internal/ready")).body).toEqual({ ready: true });
  });
});
