import { env, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { days } from "#shared/core/time";
import { at } from "#shared/testing/queue";
import { aHouse } from "#shared/testing/residency";
import { anId, as, person, written } from "#shared/testing/story";

const door = exports.Door({ props: { caller: "gateway" } });
const said = async (building: string) => (await written(env.DB)).filter((event) => event.building === building);
/** Events of one commit stand in no order. */
const inOrder = <T extends { type: string }>(events: T[]) => events.sort((a, b) => (a.type < b.type ? -1 : 1));
const refused = (status: number, code: string) => ({ status, body: { code } });

afterEach(() => {
  vi.useRealTimers();
});

describe("a claim with a code", () => {
  it("opens the unit at once, however the code is typed, and says so", async () => {
    const { building, unit, code } = await aHouse(door);
    const { id } = await unit("1A");
    const who = person();
    const typed = (await code(id, "owner")).toLowerCase().replaceAll("-", " ").replaceAll("0", "o");
    const told = await as(door, who).post("/v1/claims", { code: typed });
    expect(told.status).toBe(201);
    expect(told.headers.get("server-timing")).toBeNull();
    expect(told.headers.get("location")).toBe(`/v1/claims/${told.body.id}`);
    const claim = { unitId: id, unitLabel: "1A", userId: who.id, kind: "owner", way: "code", status: "approved" };
    expect(told.body).toMatchObject(claim);
    expect((await as(door, who).get("/v1/me/homes")).body.items).toMatchObject([
      { unitId: id, buildingId: building.id, buildingName: "Patio", kind: "owner", timeZone: "Europe/Madrid" },
    ]);
    const home = { userId: who.id, unitId: id, buildingId: building.id, unitLabel: "1A", kind: "owner" };
    expect(inOrder(await said(building.id))).toMatchObject([
      { type: "building.created" },
      { type: "claim.decided", subject: told.body.id, version: 1, data: { decision: "approved", reason: null } },
      { type: "resident.verified", subject: told.body.residenceId, version: 1, data: home },
      { type: "unit.assigned_to_user", subject: told.body.residenceId, version: 1, data: home },
    ]);
  });

  it("works once, even when many try it in the same instant", async () => {
    const { building, unit, code } = await aHouse(door);
    const secret = await code((await unit("1A")).id);
    const told = await Promise.all(
      Array.from({ length: 20 }, () => as(door, person()).post("/v1/claims", { code: secret })),
    );
    expect(told.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of told)
      if (status !== 201) expect([status, body.code]).toEqual([409, "claim.code_used"]);
    expect((await said(building.id)).filter(({ type }) => type === "resident.verified")).toHaveLength(1);
  });

  it("sent again under its key has the first answer", async () => {
    const { unit, code } = await aHouse(door);
    const who = as(door, person());
    const body = { code: await code((await unit("1A")).id) };
    const told = [1, 2].map(() => who.post("/v1/claims", body, { "idempotency-key": "mine" }));
    const [first, second] = await Promise.all(told);
    expect([first?.status, second?.status, second?.body]).toEqual([201, 201, first?.body]);
  });

  it("is refused for a code that is mistyped, unknown, used, replaced or expired, each in its own words", async () => {
    const { unit, code } = await aHouse(door);
    const [one, two, three] = [await unit("1A"), await unit("2A"), await unit("3A")];
    const claim = (secret: string) => as(door, person()).post("/v1/claims", { code: secret });
    expect(await claim("K7QF-2M8D")).toMatchObject(refused(400, "claim.code_mistyped"));
    expect(await claim("0000-0000-0000")).toMatchObject(refused(404, "claim.code_unknown"));
    const used = await code(one.id);
    await claim(used);
    expect(await claim(used)).toMatchObject(refused(409, "claim.code_used"));
    const old = await code(two.id);
    await code(two.id);
    expect(await claim(old)).toMatchObject(refused(409, "claim.code_revoked"));
    const late = await code(three.id);
    at(Date.now() + days(90));
    expect(await claim(late)).toMatchObject(refused(409, "claim.code_expired"));
  });

  it("is refused to whom lives there, and leaves the code open", async () => {
    const { unit, code, home } = await aHouse(door);
    const { id } = await unit("1A");
    const { who } = await home(id);
    const secret = await code(id, "household");
    expect(await as(door, who).post("/v1/claims", { code: secret })).toMatchObject(
      refused(409, "claim.already_resident"),
    );
    expect((await as(door, person()).post("/v1/claims", { code: secret })).status).toBe(201);
  });

  it("overtakes the claim that waited for the manager", async () => {
    const { unit, code } = await aHouse(door);
    const { id } = await unit("1A");
    const who = as(door, person());
    const waiting = (await who.post("/v1/claims", { unitId: id, kind: "tenant" })).body;
    await who.post("/v1/claims", { code: await code(id) });
    expect((await who.get(`/v1/claims/${waiting.id}`)).body).toMatchObject({ status: "withdrawn" });
  });

  it("says which field is wrong", async () => {
    const claim = async (body: unknown) =>
      (await as(door, person()).post("/v1/claims", body)).body.errors?.map(({ path }: { path: string }) => path);
    const unitId = anId("unit");
    expect(await claim({})).toEqual(["/body/unitId", "/body/kind"]);
    expect(await claim({ unitId })).toEqual(["/body/kind"]);
    expect(await claim({ unitId, kind: "king" })).toEqual(["/body/kind"]);
    expect(await claim({ code: "x", unitId, message: "hello" })).toEqual(["/body/unitId", "/body/message"]);
    expect(await claim({ code: "x", colour: "red" })).toEqual(["/body/colour"]);
    expect((await as(door, { kind: "nobody" }).post("/v1/claims", { code: "x" })).status).toBe(401);
  });
});
