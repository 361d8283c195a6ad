import assert from "node:assert/strict";
import type { Client } from "./client.ts";
import { BAD_UNITS_CSV, BUILDING, ORGANISATION, PASSWORD, RESOURCES, UNITS_CSV } from "./demo-building.ts";

/**
 * The main job, from the first administrator to a booking that is confirmed in inbox and mailbox, told through the public
 * API. Each claim is checked before it is told; the first that is not true ends the story.
 */
export interface Teller {
  /** A new person's app. */
  readonly client: () => Client;
  readonly tell: (claim: string) => void;
  /** A part of the addresses that no other telling uses. */
  readonly mark: string;
  readonly firstAdmin: string;
  /** One tick of the workers' clocks. */
  readonly tick: () => Promise<unknown>;
}

const PATIENCE = 20_000;
const PAUSE = 200;
const DAY = 86_400_000;

async function eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const until = Date.now() + PATIENCE;
  while (Date.now() < until) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return assert.fail(`${what}: not within ${PATIENCE} ms`);
}

export async function tellMainJob({
  client,
  tell,
  mark,
  firstAdmin,
  tick,
}: Teller): Promise<{ building: string; resource: string }> {
  const address = (who: string) => `${who}-${mark}@example.com`;
  await tick();

  const admin = client();
  await admin.join(firstAdmin, PASSWORD, "Platform admin");
  const organisation = await admin.post("/v1/organisations", ORGANISATION, `organisation-${mark}`);
  tell("Whoever verifies the first administrator's address may make an organisation.");

  const manager = client();
  await manager.join(address("manager"), PASSWORD, "Building manager");
  assert.equal(
    (await manager.ask("POST", "/v1/buildings", { body: { organisationId: organisation.id, ...BUILDING } })).status,
    403,
  );
  await admin.post("/v1/invitations", { email: address("manager"), role: "manager", on: organisation.id });
  const invitation = await manager.letter(address("manager"), 0, /token=/);
  const token = /token=([\w-]+)/.exec(invitation.text)?.[1];
  await manager.post("/v1/invitations/accept", { token });
  await manager.refresh();
  tell("A manager is invited by letter, and may do nothing before.");

  const building = await manager.post("/v1/buildings", { organisationId: organisation.id, ...BUILDING });
  const imports = `/v1/buildings/${building.id}/imports`;
  const csv = { "content-type": "text/csv" };
  const bad = await manager.ask("POST", imports, { body: BAD_UNITS_CSV, headers: csv });
  assert.equal(bad.status, 400);
  assert.equal(bad.body.errors.length, 3);
  assert.equal((await manager.get(`/v1/buildings/${building.id}/units`)).items.length, 0);
  tell("A CSV file with three bad rows is refused, row by row, and leaves nothing behind.");

  const rows = UNITS_CSV.trim().split("\r\n").length - 1;
  const rehearsal = await manager.do("POST", `${imports}?dryRun=true`, { body: UNITS_CSV, headers: csv });
  assert.equal(rehearsal.created, rows);
  assert.equal((await manager.get(`/v1/buildings/${building.id}/units`)).items.length, 0);
  assert.equal((await manager.do("POST", imports, { body: UNITS_CSV, headers: csv })).created, rows);
  const units = await manager.get(`/v1/buildings/${building.id}/units?limit=100`);
  assert.equal(units.items.length, rows);
  tell(`A good one is rehearsed first, then makes ${rows} units.`);

  const [terrace] = RESOURCES;
  const resource = await manager.post(`/v1/buildings/${building.id}/resources`, terrace);
  const flats = units.items.filter(({ kind }: { kind: string }) => kind === "flat").slice(0, 2);
  const codes = await manager.post(`/v1/buildings/${building.id}/codes`, {
    unitIds: flats.map(({ id }: { id: string }) => id),
  });
  assert.equal(codes.items.length, 2);
  tell("The roof terrace can be booked, and two flats have a code.");

  const resident = client();
  const neighbour = client();
  await Promise.all([
    resident.join(address("resident"), PASSWORD, "A resident"),
    neighbour.join(address("neighbour"), PASSWORD, "A neighbour", "es"),
  ]);
  assert.equal((await resident.ask("GET", `/v1/resources/${resource.id}`)).status, 404);
  await Promise.all([
    resident.post("/v1/claims", { code: codes.items[0].code }),
    neighbour.post("/v1/claims", { code: codes.items[1].code }),
  ]);
  assert.equal((await resident.get("/v1/me/homes")).items.length, 1);
  assert.equal((await neighbour.ask("POST", "/v1/claims", { body: { code: codes.items[0].code } })).status, 409);
  tell("Two residents register at once, claim their flats with their codes, and live there; a code works once.");

  const day = new Date(Date.now() + 7 * DAY).toISOString().slice(0, 10);
  const slots = await resident.get(`/v1/resources/${resource.id}/slots?from=${day}&to=${day}`);
  const slot = slots.items[0];
  assert.ok(slot && slot.free === 1);
  const wanted = { startAt: slot.startAt, endAt: slot.endAt };
  const race = await Promise.all(
    [resident, neighbour].map(async (who) => ({
      who,
      ...(await who.ask("POST", `/v1/resources/${resource.id}/bookings`, { body: wanted, key: `terrace-${mark}` })),
    })),
  );
  const won = race.find(({ status }) => status === 201);
  const lost = race.find(({ status }) => status === 409);
  assert.ok(won && lost, JSON.stringify(race.map(({ status, body }) => [status, body])));
  assert.equal(lost.body.code, "booking.slot_taken");
  assert.equal(won.body.status, "confirmed");
  tell("Both want the terrace at the same time: one has it, the other is told clearly.");

  const again = await won.who.ask("POST", `/v1/resources/${resource.id}/bookings`, {
    body: wanted,
    key: `terrace-${mark}`,
  });
  assert.equal(again.status, 201);
  assert.equal(again.body.id, won.body.id);
  assert.equal(again.headers.get("idempotency-replayed"), "true");
  tell("The same request sent twice is one booking, and the same answer.");

  const winner = won.who === resident ? "resident" : "neighbour";
  const inbox = await eventually("the confirmation in the inbox", async () => {
    const { items } = await won.who.get("/v1/me/notifications");
    return items.filter(({ type }: { type: string }) => type === "booking.created").length > 0 && items;
  });
  assert.equal(inbox.filter(({ type }: { type: string }) => type === "booking.created").length, 1);
  const letter = await won.who.letter(address(winner), 0, new RegExp(terrace?.name ?? ""));
  assert.match(letter.text, new RegExp(terrace?.name ?? ""));
  tell("The confirmation is in the inbox, once, and in the mailbox.");

  assert.equal((await lost.who.ask("GET", `/v1/bookings/${won.body.id}`)).status, 404);
  assert.equal((await client().ask("GET", `/v1/bookings/${won.body.id}`)).status, 401);
  assert.equal((await manager.get(`/v1/bookings/${won.body.id}`)).id, won.body.id);
  tell("It is nobody else's to see but the manager's.");

  await won.who.post(`/v1/bookings/${won.body.id}/cancel`);
  const second = await eventually("the slot is free again", async () => {
    const answer = await lost.who.ask("POST", `/v1/resources/${resource.id}/bookings`, { body: wanted });
    return answer.status === 201 && answer;
  });
  assert.equal(second.body.status, "confirmed");
  tell("Given up, it is free again, and the other has it.");

  const home = await lost.who.get("/v1/home");
  assert.deepEqual(home.degraded, []);
  tell("The home screen is one call, with every part.");
  return { building: building.id, resource: resource.id };
}
