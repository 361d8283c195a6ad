import { type History, type Notified, notAsAcknowledged, type Seen } from "../../tests/survival/history.ts";
import { brokenMoves, type MovesSeen } from "../../tests/survival/moves.ts";
import { stuckSlots } from "../../tests/survival/stuck-slots.ts";
import * as api from "../api.ts";
import { all } from "../client.ts";
import { pause } from "../processes.mjs";
import type { Living } from "./living.ts";
import { askAcross, refusedToAll } from "./other-house.ts";
import type { Person, Town } from "./people.ts";

/** How long events may take to be seen after the last act, in milliseconds. */
const SETTLING = 120_000;
const LOOKS_AT_ONCE = 4;

export interface Found {
  readonly history: History;
  readonly moves: MovesSeen;
}

/** What can be seen from outside once every event was acted on, or the time for that is over. */
export async function observe(living: Living, tick: () => Promise<unknown>): Promise<Found> {
  const { town, moves } = living;
  for (const until = Date.now() + SETTLING; ; await pause(1_000)) {
    await tick();
    const found = await look(town);
    const isKept = notAsAcknowledged(found.history).length + brokenMoves(moves, found.moves).length === 0;
    if (!isKept && Date.now() < until) continue;
    const clients = town.people.map(({ client }) => client);
    return { ...found, history: { ...found.history, stuck: await stuckSlots(clients, found.history.bookings) } };
  }
}

async function look({ people, manager, building }: Town): Promise<Found> {
  const inbox: Notified[] = [];
  const bookings: Seen[] = [];
  const claims: { who: number; id: string; status: string }[] = [];
  const homes: { who: number; residenceId: string; unitId: string }[] = [];
  const acted = people.filter(({ writes, flat }) => writes.length > 0 || flat);
  await each(acted, async ({ who, client: { sender }, flat }) => {
    for (const { type, subject } of await all((page) => api.listNotifications(page, sender)))
      inbox.push({ who, type, subject });
    for (const { id, resourceId, status, startAt, endAt } of await all((page) => api.listMyBookings(page, sender)))
      bookings.push({ id, who, resourceId, status, startAt, endAt });
    if (!flat) return;
    for (const { id, status } of await all((page) => api.listMyClaims(page, sender))) claims.push({ who, id, status });
    for (const { residenceId, unitId } of await all((page) => api.listMyHomes(page, sender)))
      homes.push({ who, residenceId, unitId });
  });
  const audit = await all((page) => api.listAudit({ building, ...page }, manager.sender));
  const managerInbox = await all((page) => api.listNotifications(page, manager.sender));
  const history = {
    writes: people.flatMap(({ writes }) => writes),
    bookings: bookings.filter(({ status }) => status !== "lapsed"),
    inbox: inbox.filter(({ type }) => type.startsWith("booking.")),
    audit: audit.filter(({ operation }) => operation?.endsWith("Booking")),
    stuck: [],
  };
  return { history, moves: { claims, homes, inbox, managerInbox, audit } };
}

/** Everybody reads every list that is theirs, and their letters; the manager also asks for everything of the house next door. */
export async function readEverything({ town, granted }: Living): Promise<void> {
  const { people, manager, building, organisation, otherHouse } = town;
  await each(people, ({ client, email }) => readOwn(town, client, email));
  const { sender } = manager;
  await readOwn(town, manager, "manager@courtyard.example");
  await all((page) => api.listEntrances({ id: building, ...page }, sender));
  await all((page) => api.listUnits({ id: building, ...page }, sender));
  await all((page) => api.listCodes({ id: building, ...page }, sender));
  await all((page) => api.listBuildingClaims({ id: building, ...page }, sender));
  await all((page) => api.listBuildingResidents({ id: building, ...page }, sender));
  await all((page) => api.listBuildingBookings({ id: building, ...page }, sender));
  await all((page) => api.listDeliveries({ building, ...page }, sender));
  await all((page) => api.listInvitations({ organisation, ...page }, sender));
  await all((page) => api.listMembers({ id: organisation, ...page }, sender));
  for (const [name, across] of Object.entries(otherHouse.asks))
    await askAcross(name, across, { email: "the manager", client: manager }, granted);
  granted.push(...(await refusedToAll(otherHouse)));
}

async function readOwn({ building }: Town, client: Person["client"], email: string): Promise<void> {
  const { sender } = client;
  await client.letters(email);
  await all((page) => api.listMySessions(page, sender));
  await all((page) => api.listMyHomes(page, sender));
  await all((page) => api.listMyClaims(page, sender));
  await all((page) => api.listMyBookings(page, sender));
  await all((page) => api.listNotifications(page, sender));
  await all((page) => api.listBuildings(page, sender));
  await all((page) => api.listResources({ id: building, ...page }, sender));
}

/** Each in turn, a few at a time. */
async function each<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
  const left = things.values();
  const workOn = async () => {
    for (const thing of left) await work(thing);
  };
  await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, workOn));
}
