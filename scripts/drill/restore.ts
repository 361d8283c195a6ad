import assert from "node:assert/strict";
import { join } from "node:path";
import * as api from "../api.ts";
import { all, type Client, must } from "../client.ts";
import { systemVars } from "../dev-vars.mjs";
import { pause } from "../processes.mjs";
import { freePort, migrate, startSystem } from "../system.mjs";
import { copyDatabase, fileOf, isAudited, loseDatabase, restoreDatabase, rewindAudit, unheardIn } from "./database.ts";
import { bookedBy, buildHouse, eventually, type House, hourOf, toldOf, type Wish } from "./house.ts";
import type { Drill } from "./laboratory.ts";

const WINDOW_SECONDS = 2;
/** So many windows without a word are taken for never. */
const WINDOWS = 3;
const HOUR = 3_600_000;

/** What was done before the copy and after it, by the bookings' ids. */
interface Done {
  readonly kept: string;
  readonly cancelledLater: string;
  readonly madeLater: string;
}

/**
 * Loses the database of bookings and restores it from a copy. Each claim is checked before it is told: what is there again,
 * what is not, and what whoever restores must do.
 */
export async function drillRestore({ root, stateDir, tell }: Drill): Promise<void> {
  const port = await freePort();
  const vars = { ...systemVars(), AUDIT_WINDOW_SECONDS: String(WINDOW_SECONDS) };
  await migrate({ root, stateDir });
  const start = async () => {
    const system = startSystem({ root, stateDir, port, vars });
    await system.ready;
    return system;
  };
  let system = await start();
  try {
    const tick = () => fetch(`${system.url}/dev/tick`, { method: "POST" });
    await tick();
    const house = await buildHouse(system.url);
    const book = fileOf(root, stateDir, "bookings");
    const log = fileOf(root, stateDir, "events");
    const copy = join(stateDir, "copy.sqlite");

    const { kept, cancelledLater } = await liveBefore(house);
    await allHeard(book, log, tick);
    const copiedAt = Date.now();
    copyDatabase(book, copy);
    tell(
      "The resident and the neighbour each have booked an hour; a copy of the database of bookings is taken while everything runs.",
    );

    const done: Done = { kept, cancelledLater, madeLater: await liveAfter(house, cancelledLater) };
    await allHeard(book, log, tick);
    await eventually("the log has audited bookings", async () => {
      await tick();
      return isAudited(log, "bookings");
    });
    tell(
      "Then the resident books another hour, the neighbour gives his up and the newcomer moves in. Every event of it is heard, and audited.",
    );

    await system.kill("SIGKILL");
    loseDatabase(book);
    restoreDatabase(copy, book);
    const missing = unheardIn(log, book, "bookings");
    assert.deepEqual(missing.map(({ type }) => type).sort(), ["booking.cancelled", "resident.verified"]);
    tell(
      "Everything is killed, the database is lost, and the copy takes its place: it has not heard what came after it.",
    );

    system = await start();
    await whatIsThere(house, done, tell);
    await whatHealsByItself(house, done, tell);
    for (let waited = 0; waited < WINDOWS; waited += 1) {
      await pause(WINDOW_SECONDS * 1000);
      await tick();
    }
    assert.deepEqual(stillMissing(missing, log, book), missing);
    tell("To do: the log has audited those events already and does not ask for them again by itself.");

    await system.kill("SIGKILL");
    rewindAudit(log, "bookings", copiedAt - HOUR);
    system = await start();
    await allHeard(book, log, tick);
    tell("The mark of the audit is set back to before the copy, and bookings hears what it missed.");
    await nothingIsDoubled(house, done, tell);
  } finally {
    await system.kill("SIGKILL");
  }
}

/** What the resident asks for, and asks for again: the same request. */
const anotherHour = (terrace: string) => ({ id: terrace, idempotencyKey: "another-hour", body: hourOf(2) });

async function refusedTo({ sender }: Client, wish: Wish): Promise<void> {
  const answer = await api.createBooking(wish, sender);
  assert.ok(answer.status === 409, JSON.stringify(answer));
  assert.equal(answer.data.code, "booking.slot_taken");
}

const statusOf = async ({ sender }: Client, id: string) => (await must(api.getBooking({ id }, sender))).status;

async function liveBefore({ resident, neighbour, terrace }: House): Promise<{ kept: string; cancelledLater: string }> {
  const kept = await bookedBy(resident, { id: terrace, body: hourOf(0) });
  const cancelledLater = await bookedBy(neighbour, { id: terrace, body: hourOf(1) });
  await eventually(
    "both are told",
    async () => (await toldOf(resident, kept)).length + (await toldOf(neighbour, cancelledLater)).length === 2,
  );
  return { kept, cancelledLater };
}

async function liveAfter(
  { resident, neighbour, newcomer, codeOfNewcomer, terrace }: House,
  cancelledLater: string,
): Promise<string> {
  const id = await bookedBy(resident, anotherHour(terrace));
  await must(api.cancelBooking({ id: cancelledLater }, neighbour.sender));
  await must(api.submitClaim({ body: { code: codeOfNewcomer } }, newcomer.sender));
  await eventually(
    "both are told",
    async () => (await toldOf(resident, id)).length === 1 && (await toldOf(neighbour, cancelledLater)).length === 2,
  );
  return id;
}

async function whatIsThere(
  { resident, neighbour, manager, building }: House,
  done: Done,
  tell: Drill["tell"],
): Promise<void> {
  assert.equal(await statusOf(resident, done.kept), "confirmed");
  tell("There: what was booked before the copy.");
  assert.equal((await api.getBooking({ id: done.madeLater }, resident.sender)).status, 404);
  assert.equal(await statusOf(neighbour, done.cancelledLater), "confirmed");
  tell("Lost, though acknowledged: the hour that was booked after it; and what was given up after it is booked again.");
  const records = await all((page) => api.listAudit({ building, ...page }, manager.sender));
  const recorded = records.map(({ operation, subject }) => `${operation} ${subject}`);
  assert.ok(recorded.includes(`createBooking ${done.madeLater}`));
  assert.ok(recorded.includes(`cancelBooking ${done.cancelledLater}`));
  tell("To do: GET /v1/audit names both, with who did it and when: that is the list of whom to tell.");
}

async function whatHealsByItself(
  { resident, neighbour, newcomer, manager, terrace }: House,
  done: Done,
  tell: Drill["tell"],
): Promise<void> {
  await refusedTo(newcomer, { id: terrace, body: hourOf(2) });
  tell("By itself: the newcomer, whose home the copy does not know, is let in, because residency is asked.");
  const agreement = () => must(api.checkCalendar({ id: terrace }, manager.sender));
  assert.notEqual((await agreement()).difference, null);
  tell(
    "The calendar is no part of the copy: it keeps the resident's lost hour from everybody else, though no booking says so.",
  );
  assert.equal(await bookedBy(resident, anotherHour(terrace)), done.madeLater);
  tell("The resident's app sends the same request again and has her hour back, under the same id.");
  const neighbours = { id: terrace, body: hourOf(1) };
  await refusedTo(newcomer, neighbours);
  await must(api.cancelBooking({ id: done.cancelledLater }, neighbour.sender));
  await eventually(
    "the hour is free",
    async () => (await api.createBooking(neighbours, newcomer.sender)).status === 201,
  );
  tell(
    "To do: the neighbour, or a manager for him, gives his hour up again; until then the book keeps it from everybody.",
  );
  await must(api.rebuildCalendar({ id: terrace }, manager.sender));
  await eventually("calendar and book agree", async () => (await agreement()).difference === null);
  tell("To do: the calendar of each resource is rebuilt from the book, and then agrees with it.");
}

async function nothingIsDoubled(
  { resident, neighbour, newcomer, manager, building }: House,
  done: Done,
  tell: Drill["tell"],
) {
  const bookings = await all((page) => api.listBuildingBookings({ id: building, ...page }, manager.sender));
  const held = bookings.filter(({ status }) => status === "confirmed").map(({ startAt }) => startAt);
  assert.deepEqual(
    held.toSorted(),
    [hourOf(0), hourOf(1), hourOf(2)].map(({ startAt }) => startAt),
  );
  const ofNewcomer = bookings.find(({ startAt, status }) => startAt === hourOf(1).startAt && status === "confirmed");
  assert.ok(ofNewcomer && ![done.kept, done.cancelledLater, done.madeLater].includes(ofNewcomer.id));
  await eventually("the newcomer is told", async () => (await toldOf(newcomer, ofNewcomer.id)).length > 0);
  assert.deepEqual(await toldOf(newcomer, ofNewcomer.id), ["booking.created"]);
  assert.deepEqual(await toldOf(resident, done.kept), ["booking.created"]);
  tell("No two hold one hour, no id stands for something else than before, and the new booking is told of, once.");
  const twice = [await toldOf(resident, done.madeLater), await toldOf(neighbour, done.cancelledLater)].map((told) =>
    told.sort(),
  );
  assert.deepEqual(twice, [
    ["booking.created", "booking.created"],
    ["booking.cancelled", "booking.cancelled", "booking.created"],
  ]);
  tell("What was done a second time is told of a second time: both were done, and both are in the audit.");
}

const stillMissing = (missing: readonly { id: string }[], log: string, book: string) =>
  unheardIn(log, book, "bookings").filter(({ id }) => missing.some((one) => one.id === id));

const allHeard = (book: string, log: string, tick: () => Promise<unknown>): Promise<void> =>
  eventually("bookings has heard every event", async () => {
    await tick();
    return unheardIn(log, book, "bookings").length === 0;
  });
