import { afterAll, beforeAll, expect, it } from "vitest";
import * as api from "../../scripts/api.ts";
import { type Json, must } from "../../scripts/client.ts";
import { ADDRESS, RESOURCE } from "./town.ts";
import { openWorld, type World } from "./world.ts";

const PASSWORD = "courtyard by the sea";
const PATIENCE = 20_000;
const PAUSE = 200;

/** As much of a D1 database as is used here. */
interface Database {
  prepare(sql: string): { bind(...values: unknown[]): unknown };
  batch(statements: readonly unknown[]): Promise<{ results: Json[] }[]>;
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function eventually(look: () => Promise<unknown>): Promise<void> {
  for (const until = Date.now() + PATIENCE; !(await look()); await new Promise((done) => setTimeout(done, PAUSE)))
    if (Date.now() > until) throw new Error("not within its time");
}

it("a listener that lacks the past has it after a replay, through its own queue", async () => {
  await world.tick();
  const admin = world.client();
  await admin.join("admin@courtyard.example", PASSWORD, "Platform admin");
  const { sender } = admin;
  const { id: organisationId } = await must(api.createOrganisation({ body: { name: "The house" } }, sender));
  const facts = { address: ADDRESS, timeZone: "Europe/Madrid", currency: "EUR", locale: "es" };
  const house = { organisationId, name: "The house", ...facts };
  const { id: building } = await must(api.createBuilding({ body: house }, sender));
  const { id: unit } = await must(api.createUnit({ id: building, body: { label: "2A" } }, sender));
  const { items } = await must(api.createCodes({ id: building, body: { unitIds: [unit] } }, sender));
  const resident = world.client();
  await resident.join("resident@example.com", PASSWORD, "Resident");
  await must(api.submitClaim({ body: { code: items[0]?.code ?? "" } }, resident.sender));
  await must(api.createResource({ id: building, body: RESOURCE }, sender));

  const { DB } = await world.server.getWorker<{ DB: Database }>("bookings").getEnv();
  const known = async () => {
    const rows = await DB.batch([
      DB.prepare("select * from places where id = ?").bind(building),
      DB.prepare("select * from homes where building_id = ?").bind(building),
      DB.prepare("select * from runners order by user_id"),
    ]);
    return rows.map(({ results }) => results);
  };
  await eventually(async () => (await known()).every((rows) => rows.length === 1));
  const before = await known();
  await DB.batch(["places", "homes", "runners"].map((table) => DB.prepare(`delete from ${table}`)));

  const { id } = await must(api.startReplay({ body: { listener: "bookings" } }, sender));
  const replay = () => must(api.getReplay({ id }, sender));
  await eventually(async () => {
    await world.tick();
    return (await replay()).status === "done";
  });
  expect(await known()).toEqual(before);
  expect(await replay()).toMatchObject({ progress: 100, sent: 3, heard: 3, dead: 0, skipped: 0 });
  const { items: deeds } = await must(api.listAudit({ subject: id }, sender));
  expect(deeds).toMatchObject([{ operation: "startReplay" }]);
});
