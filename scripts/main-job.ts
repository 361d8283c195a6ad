import assert from "node:assert/strict";
import * as api from "./api.ts";
import { type Client, must } from "./client.ts";
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
  const organisation = await must(
    api.createOrganisation({ idempotencyKey: `organisation-${mark}`, body: ORGANISATION }, admin.sender),
  );
  tell("Whoever verifies the first administrator's address may make an organisation.");

  const manager = client();
  await manager.join(address("manager"), PASSWORD, "Building manager");
  const wish = { body: { organisationId: organisation.id, ...BUILDING } };
  assert.equal((await api.createBuilding(wish, manager.sender)).status, 403);
  const role = { email: address("manager"), role: "manager", on: organisation.id } as const;
  await must(api.createInvitation({ body: role }, admin.sender));
  const invitation = await manager.letter(address("manager"), 0, /token=/);
  const token = /token=([\w-]+)/.exec(invitation.text)?.[1] ?? "";
  await must(api.acceptInvitation({ body: { token } }, manager.sender));
  await manager.refresh();
  tell("A manager is invited by letter, and may do nothing before.");

  const building = await must(api.createBuilding(wish, manager.sender));
  const csv = { ...manager.sender, headers: { "content-type": "text/csv" } };
  const bad = await api.importUnits({ id: building.id, body: BAD_UNITS_CSV }, csv);
  assert.ok(bad.status === 400);
  assert.equal(bad.data.errors?.length, 3);
  assert.equal((await must(api.listUnits({ id: building.id }, manager.sender))).items.length, 0);
  tell("A CSV file with three bad rows is refused, row by row, and leaves nothing behind.");

  const rows = UNITS_CSV.trim().split("\r\n").length - 1;
  const file = { id: building.id, body: UNITS_CSV };
  assert.equal((await must(api.importUnits({ ...file, dryRun: "true" }, csv))).created, rows);
  assert.equal((await must(api.listUnits({ id: building.id }, manager.sender))).items.length, 0);
  assert.equal((await must(api.importUnits(file, csv))).created, rows);
  const units = await must(api.listUnits({ id: building.id, limit: 100 }, manager.sender));
  assert.equal(units.items.length, rows);
  tell(`A good one is rehearsed first, then makes ${rows} units.`);

  const [terrace] = RESOURCES;
  const resource = await must(api.createResource({ id: building.id, body: terrace }, manager.sender));
  const flats = units.items.filter(({ kind }) => kind === "flat").slice(0, 2);
  const codes = await must(
    api.createCodes({ id: building.id, body: { unitIds: flats.map(({ id }) => id) } }, manager.sender),
  );
  const [code = "", second = ""] = codes.items.map((one) => one.code);
  assert.equal(codes.items.length, 2);
  tell("The roof terrace can be booked, and two flats have a code.");

  const resident = client();
  const neighbour = client();
  await Promise.all([
    resident.join(address("resident"), PASSWORD, "A resident"),
    neighbour.join(address("neighbour"), PASSWORD, "A neighbour", "es"),
  ]);
  assert.equal((await api.getResource({ id: resource.id }, resident.sender)).status, 404);
  await Promise.all([
    must(api.submitClaim({ body: { code } }, resident.sender)),
    must(api.submitClaim({ body: { code: second } }, neighbour.sender)),
  ]);
  assert.equal((await must(api.listMyHomes({}, resident.sender))).items.length, 1);
  assert.equal((await api.submitClaim({ body: { code } }, neighbour.sender)).status, 409);
  tell("Two residents register at once, claim their flats with their codes, and live there; a code works once.");

  const day = new Date(Date.now() + 7 * DAY).toISOString().slice(0, 10);
  const slots = await must(api.listSlots({ id: resource.id, $from: day, to: day }, resident.sender));
  const [slot] = slots.items;
  assert.ok(slot?.free === 1);
  const wanted = { id: resource.id, body: { startAt: slot.startAt, endAt: slot.endAt } };
  const keyed = { ...wanted, idempotencyKey: `terrace-${mark}` };
  const book = async (who: Client) => ({ who, told: await api.createBooking(keyed, who.sender) });
  const race = await Promise.all([book(resident), book(neighbour)]);
  const told = JSON.stringify(race.map((one) => one.told));
  const won = race.find((one) => one.told.status === 201);
  const lost = race.find((one) => one.told.status === 409);
  assert.ok(won?.told.status === 201 && lost?.told.status === 409, told);
  assert.equal(lost.told.data.code, "booking.slot_taken");
  const booking = won.told.data;
  assert.equal(booking.status, "confirmed");
  tell("Both want the terrace at the same time: one has it, the other is told clearly.");

  const again = await api.createBooking(keyed, won.who.sender);
  assert.ok(again.status === 201);
  assert.equal(again.data.id, booking.id);
  assert.equal(again.headers.get("idempotency-replayed"), "true");
  tell("The same request sent twice is one booking, and the same answer.");

  const winner = won.who === resident ? "resident" : "neighbour";
  const confirmations = await eventually("the confirmation in the inbox", async () => {
    const { items } = await must(api.listNotifications({}, won.who.sender));
    const found = items.filter(({ type }) => type === "booking.created");
    return found.length > 0 && found;
  });
  assert.equal(confirmations.length, 1);
  const letter = await won.who.letter(address(winner), 0, new RegExp(terrace.name));
  assert.match(letter.text, new RegExp(terrace.name));
  tell("The confirmation is in the inbox, once, and in the mailbox.");

  assert.equal((await api.getBooking({ id: booking.id }, lost.who.sender)).status, 404);
  assert.equal((await api.getBooking({ id: booking.id }, client().sender)).status, 401);
  assert.equal((await must(api.getBooking({ id: booking.id }, manager.sender))).id, booking.id);
  tell("It is nobody else's to see but the manager's.");

  await must(api.cancelBooking({ id: booking.id }, won.who.sender));
  const next = await eventually("the slot is free again", async () => {
    const answer = await api.createBooking(wanted, lost.who.sender);
    return answer.status === 201 && answer.data;
  });
  assert.equal(next.status, "confirmed");
  tell("Given up, it is free again, and the other has it.");

  const home = await must(api.showHome(lost.who.sender));
  assert.deepEqual(home.degraded, []);
  tell("The home screen is one call, with every part.");
  return { building: building.id, resource: resource.id };
}
