import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Person } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { standIn } from "#shared/testing/outside";
import { admin, anId, arrived, as, manager, NOBODY, person } from "#shared/testing/story";
import { systemCall } from "#shared/worker/system-call";
import type { Env } from "../call.ts";
import { listAudit } from "../usecases/list-audit.ts";

const door = exports.Door({ props: { caller: "gateway" } });
const bookings = exports.Door({ props: { caller: "bookings" } });

interface Did {
  readonly operation?: string;
  readonly actor?: string;
  readonly building?: Id<"building">;
  readonly subject?: string;
}
const deed = ({
  operation = "createBooking",
  actor = anId("user"),
  building = anId("building"),
  subject = anId("booking"),
}: Did) =>
  arrived(
    "bookings",
    {
      type: "audit.recorded",
      subject,
      building,
      version: 0,
      data: { operation, onBehalfOf: null, fields: ["status"] },
    },
    { actor, requestid: "req_12345678" },
  );
const keep = async (...events: unknown[]) =>
  expect((await as(bookings, NOBODY).post("/internal/publish", { events })).body).toEqual({ kept: events.length });

const audit = (who: Parameters<typeof as>[1], query: string) => as(door, who).get(`/v1/audit${query}`);

describe("the audit of a building", () => {
  it("says who did what and when, the latest first, in one round trip [X-01]", async () => {
    const building = anId("building");
    const [first, second] = [deed({ building }), deed({ building, operation: "cancelBooking" })];
    await keep(first, second, deed({}));
    const told = await audit(manager(building), `?building=${building}`);
    expect(told.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    expect(told.body.items).toEqual([
      {
        id: second.id,
        at: second.time,
        worker: "bookings",
        operation: "cancelBooking",
        actor: second.actor,
        onBehalfOf: null,
        subject: second.subject,
        buildingId: building,
        fields: ["status"],
        requestId: "req_12345678",
      },
      expect.objectContaining({ id: first.id, operation: "createBooking" }),
    ]);
  });

  it("is filtered by actor and by subject, page by page", async () => {
    const [building, actor, subject] = [anId("building"), anId("user"), anId("booking")];
    await keep(...Array.from({ length: 5 }, () => deed({ building, actor })), deed({ building, subject }));
    const ids: string[] = [];
    let cursor = "";
    do {
      const page = (await audit(manager(building), `?building=${building}&actor=${actor}&limit=2${cursor}`)).body;
      ids.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : "";
    } while (cursor);
    expect(new Set(ids).size).toBe(5);
    expect((await audit(manager(building), `?building=${building}&subject=${subject}`)).body.items).toHaveLength(1);
    const { nextCursor } = (await audit(manager(building), `?building=${building}&limit=2`)).body;
    const other = anId("building");
    expect((await audit(manager(other), `?building=${other}&cursor=${nextCursor}`)).body.code).toBe("request.cursor");
  });

  it("shows null where the words went with their person, and goes on showing that it happened", async () => {
    const [building, user] = [anId("building"), anId("user")];
    await keep({ ...deed({ building }), person: user });
    const show = async () => (await audit(manager(building), `?building=${building}`)).body.items[0];
    expect(await show()).toMatchObject({ operation: "createBooking" });
    const deleted = arrived("iam", { type: "user.deleted", subject: user, version: 2, data: { userId: user } });
    await as(exports.Door({ props: { caller: "iam" } }), NOBODY).post("/internal/publish", { events: [deleted] });
    expect(await show()).toMatchObject({ operation: null, fields: null, buildingId: building });
  });

  it("shows nothing but audit records", async () => {
    const [building, subject] = [anId("building"), anId("resource")];
    const data = { resourceId: subject, buildingId: building, name: "x", type: "hall", status: "available" } as const;
    await keep(arrived("bookings", { type: "resource.updated", subject, building, version: 1, data }));
    expect((await audit(manager(building), `?building=${building}`)).body.items).toEqual([]);
  });
});

describe("who reads it", () => {
  it("is whoever runs the platform: of one building, or of all", async () => {
    const one = deed({});
    await keep(one);
    expect((await audit(admin(), `?building=${one.building}`)).body.items).toHaveLength(1);
    expect((await audit(admin(), "?limit=1")).body.items).toMatchObject([{ id: one.id }]);
    expect((await audit(admin(), `?actor=${one.actor}`)).body.items).toHaveLength(1);
  });

  it("is whom a custom role lets, and no longer whom it does not", async () => {
    const building = anId("building");
    const reader = person([{ role: "staff", on: building, can: ["audit.read"] }]);
    expect((await audit(reader, `?building=${building}`)).status).toBe(200);
    const curbed = person([{ role: "manager", on: building, can: ["building.read"] }]);
    expect(await audit(curbed, `?building=${building}`)).toMatchObject({
      status: 403,
      body: { code: "access.denied" },
    });
  });

  it("is not staff, nor anybody of another building, nor who has not signed in", async () => {
    const building = anId("building");
    await keep(deed({ building }));
    const query = `?building=${building}`;
    expect(await audit(person([{ role: "staff", on: building }]), query)).toMatchObject({
      status: 403,
      body: { facts: { permission: "audit.read" } },
    });
    expect(await audit(manager(anId("building")), query)).toMatchObject({
      status: 404,
      body: { code: "thing.not_found" },
    });
    expect(await audit(person(), query)).toMatchObject({ status: 404 });
    expect(await audit(NOBODY, query)).toMatchObject({ status: 401, body: { code: "auth.required" } });
  });

  it("must name the building, unless they run the platform: audit.building_required", async () => {
    for (const query of ["", `?actor=${anId("user")}`])
      expect(await audit(manager(anId("building")), query)).toMatchObject({
        status: 400,
        body: { code: "audit.building_required" },
      });
    expect((await audit(NOBODY, "")).status).toBe(401);
  });

  it("is told what is wrong with a question", async () => {
    const told = await audit(admin(), `?building=${anId("unit")}&limit=0&who=me`);
    expect(told.status).toBe(400);
    expect(told.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      "/query/building",
      "/query/limit",
      "/query/who",
    ]);
  });
});

describe("a manager of an organisation", () => {
  const building = anId("building");
  const organisation = anId("organisation");
  const facts = {
    id: building,
    organisationId: organisation,
    name: "Tower",
    timeZone: "UTC",
    currency: "GBP",
    locale: "en",
    version: 1,
  };
  const reading = (actor: Person, known: typeof facts | null, status = 200) => {
    const residency = standIn(() => Response.json({ building: known, homes: [] }, { status }));
    const call = systemCall(
      "events",
      "listAudit",
      { ...(env as unknown as Env), RESIDENCY: residency },
      { waitUntil: () => {} },
    );
    return listAudit({ ...call, actor }, { building }, { limit: 20 });
  };

  it("reads the audit of its buildings, as residency knows them", async () => {
    await keep(deed({ building }));
    expect((await reading(manager(organisation), facts)).items).toHaveLength(1);
  });
  it("reads nothing of others' buildings, nor of one that nobody knows", async () => {
    await expect(reading(manager(anId("organisation")), facts)).rejects.toMatchObject({ code: "thing.not_found" });
    await expect(reading(manager(organisation), null)).rejects.toMatchObject({ code: "thing.not_found" });
    await expect(reading(person([{ role: "staff", on: organisation }]), facts)).rejects.toMatchObject({
      code: "access.denied",
    });
  });
  it("is told to try again while residency does not answer: that is no verdict", () =>
    expect(reading(manager(organisation), null, 503)).rejects.toMatchObject({ code: "service.unavailable" }));
});
