import { type History, type Notified, notAsAcknowledged, type Seen } from "../../tests/survival/history.ts";
import { brokenMoves, type MovesSeen } from "../../tests/survival/moves.ts";
import { stuckSlots } from "../../tests/survival/stuck-slots.ts";
import * as api from "../api.ts";
import { all } from "../client.ts";
import { pause } from "../processes.mjs";
import { type Living, statusOf } from "./living.ts";
import { askAcross, refusedToAll } from "./other-house.ts";
import { MANAGER, type Person, type Town } from "./people.ts";
import { again } from "./under-key.ts";
import type { Watch } from "./watch.ts";

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
    const waiting = { tick, settling: SETTLING, say: console.log };
    return {
      ...found,
      history: { ...found.history, stuck: await stuckSlots(clients, found.history.bookings, waiting) },
    };
  }
}

async function look({ people, manager, building }: Town): Promise<Found> {
  const inbox: Notified[] = [];
  const bookings: Seen[] = [];
  const claims: { who: number; id: string; status: string }[] = [];
  const homes: { who: number; residenceId: string; unitId: string }[] = [];
  const acted = people.filter(({ writes, flat }) => writes.length > 0 || flat);
  await each(acted, async ({ who, client: { sender }, flat }) => {
    for (const { type, subject } of await whole((page) => api.listNotifications(page, sender)))
      inbox.push({ who, type, subject });
    for (const { id, resourceId, status, startAt, endAt } of await whole((page) => api.listMyBookings(page, sender)))
      bookings.push({ id, who, resourceId, status, startAt, endAt });
    if (!flat) return;
    for (const { id, status } of await whole((page) => api.listMyClaims(page, sender)))
      claims.push({ who, id, status });
    for (const { residenceId, unitId } of await whole((page) => api.listMyHomes(page, sender)))
      homes.push({ who, residenceId, unitId });
  });
  const audit = await whole((page) => api.listAudit({ building, ...page }, manager.sender));
  const managerInbox = await whole((page) => api.listNotifications(page, manager.sender));
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
  await readOwn(town, manager, MANAGER);
  const read = readerOf(town.watch);
  await read((page) => api.listEntrances({ id: building, ...page }, sender));
  await read((page) => api.listUnits({ id: building, ...page }, sender));
  await read((page) => api.listCodes({ id: building, ...page }, sender));
  await read((page) => api.listBuildingClaims({ id: building, ...page }, sender));
  await read((page) => api.listBuildingResidents({ id: building, ...page }, sender));
  await read((page) => api.listBuildingBookings({ id: building, ...page }, sender));
  await read((page) => api.listDeliveries({ building, ...page }, sender));
  await read((page) => api.listInvitations({ organisation, ...page }, sender));
  await read((page) => api.listMembers({ id: organisation, ...page }, sender));
  for (const [name, across] of Object.entries(otherHouse.asks))
    await askAcross(name, across, { email: "the manager", client: manager }, granted);
  granted.push(...(await refusedToAll(otherHouse)));
}

async function readOwn({ building, watch }: Town, client: Person["client"], email: string): Promise<void> {
  const { sender } = client;
  const read = readerOf(watch);
  await statusOf(async () => {
    await client.letters(email);
    return { status: 200 };
  });
  await read((page) => api.listMySessions(page, sender));
  await read((page) => api.listMyHomes(page, sender));
  await read((page) => api.listMyClaims(page, sender));
  await read((page) => api.listMyBookings(page, sender));
  await read((page) => api.listNotifications(page, sender));
  await read((page) => api.listBuildings(page, sender));
  await read((page) => api.listResources({ id: building, ...page }, sender));
}

/** Reads a list that is theirs who asks; where it is refused, that is written down with what failed. */
const readerOf =
  ({ failures }: Watch): typeof whole =>
  async (list) => {
    try {
      return await whole(list);
    } catch (error) {
      failures.push(`a list of one's own: ${error}`);
      return [];
    }
  };

/** Every page, each asked for again where that failed. */
const whole: typeof all = (list) => all((page) => again(() => list(page)));

/** Each in turn, a few at a time. */
async function each<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
  const left = things.values();
  const workOn = async () => {
    for (const thing of left) await work(thing);
  };
  await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, workOn));
}
