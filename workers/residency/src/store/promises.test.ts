import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { aHouse } from "#shared/testing/residency";
import { anId } from "#shared/testing/story";

const door = exports.Door({ props: { caller: "gateway" } });

async function aUnit() {
  const { building, unit } = await aHouse(door);
  return { buildingId: building.id, unitId: (await unit("1A")).id };
}

type Where = Awaited<ReturnType<typeof aUnit>>;

const lives = (
  { buildingId, unitId }: Where,
  userId: string,
  fromAt: number,
  untilAt: number | null,
  version: number,
) =>
  env.DB.prepare("insert into residences values (?, ?, ?, ?, 'tenant', ?, ?, ?)")
    .bind(anId("residence"), buildingId, unitId, userId, fromAt, untilAt, version)
    .run();

const claims = ({ buildingId, unitId }: Where, userId: string, kind: string, status = "pending") =>
  env.DB.prepare("insert into claims values (?, ?, ?, ?, ?, 'request', ?, null, null, null, 0, null, null, 1)")
    .bind(anId("claim"), buildingId, unitId, userId, kind, status)
    .run();

describe("whatever the code does, the database refuses", () => {
  it("that somebody lives twice in one unit at one time", async () => {
    const [where, who] = [await aUnit(), anId("user")];
    await lives(where, who, 100, 200, 1);
    await expect(lives(where, who, 150, null, 2)).rejects.toThrow("residence_overlaps");
    await expect(lives(where, who, 300, 200, 2)).rejects.toThrow("CHECK");
    await lives(where, who, 200, null, 2);
    await expect(lives(where, who, 300, null, 3)).rejects.toThrow("residence_overlaps");
    await lives(where, anId("user"), 300, null, 1);
  });

  it("that a residence counts backwards", async () => {
    const [where, who] = [await aUnit(), anId("user")];
    await lives(where, who, 100, 200, 1);
    await expect(lives(where, who, 200, null, 1)).rejects.toThrow("residences.version");
  });

  it("that two owners' claims, or two of one person, wait for one unit", async () => {
    const [where, who] = [await aUnit(), anId("user")];
    await claims(where, who, "owner");
    await expect(claims(where, anId("user"), "owner")).rejects.toThrow("claims.unit_id");
    await expect(claims(where, who, "tenant")).rejects.toThrow("claims.unit_id, claims.user_id");
    await claims(where, anId("user"), "household");
    await expect(claims(where, anId("user"), "household", "approved")).rejects.toThrow("CHECK");
  });

  it("that somebody who left for good claims or moves in", async () => {
    const [where, who] = [await aUnit(), anId("user")];
    await env.DB.prepare("insert into profiles values (?, null, null, 2, 1)").bind(who).run();
    await expect(claims(where, who, "tenant")).rejects.toThrow("profile_erased");
    await expect(lives(where, who, 100, null, 1)).rejects.toThrow("profile_erased");
    await expect(env.DB.prepare("update profiles set name = 'A' where user_id = ?").bind(who).run()).rejects.toThrow(
      "CHECK",
    );
  });

  it("that a unit has two open codes", async () => {
    const { buildingId, unitId } = await aUnit();
    const code = (hash: string, revokedAt: number | null) =>
      env.DB.prepare("insert into codes values (?, ?, ?, 'tenant', ?, 'usr_', 0, 1, null, ?)")
        .bind(anId("code"), buildingId, unitId, hash, revokedAt)
        .run();
    await code(anId("event"), null);
    await code(anId("event"), 1);
    await expect(code(anId("event"), null)).rejects.toThrow("codes.unit_id");
  });
});
