import assert from "node:assert/strict";
import * as api from "../api.ts";
import { all, type Client } from "../client.ts";
import { foundBuilding } from "../found-building.ts";

const PATIENCE = 120_000;
const PAUSE = 250;
const HOUR = 3_600_000;
/** Tomorrow at the next whole hour, the same however long the drill takes. */
const FIRST_HOUR = Math.ceil((Date.now() + 24 * HOUR) / HOUR) * HOUR;

export interface House {
  readonly organisation: string;
  readonly building: string;
  readonly terrace: string;
  readonly manager: Client;
  readonly resident: Client;
  readonly neighbour: Client;
  /** Has an account and no home yet. */
  readonly newcomer: Client;
  readonly codeOfNewcomer: string;
}

/** A building with one terrace for one, two residents and somebody with a code for the third flat. */
export async function buildHouse(url: string): Promise<House> {
  const { manager, organisation, building, codes, arrive, moveIn, terrace } = await foundBuilding(url, "The house", 3);
  const [resident, neighbour, newcomer] = await Promise.all([moveIn(0), moveIn(1), arrive(2)]);
  const { id } = await terrace();
  return {
    organisation,
    building,
    terrace: id,
    manager,
    resident,
    neighbour,
    newcomer,
    codeOfNewcomer: codes[2]?.code ?? "",
  };
}

/** The nth whole hour from tomorrow on. */
export function hourOf(number: number): { startAt: string; endAt: string } {
  const startAt = FIRST_HOUR + number * HOUR;
  return { startAt: new Date(startAt).toISOString(), endAt: new Date(startAt + HOUR).toISOString() };
}

/** What a person's inbox says of a booking, each message by its type. */
export async function toldOf({ sender }: Client, bookingId: string): Promise<string[]> {
  const inbox = await all((page) => api.listNotifications(page, sender));
  return inbox.filter(({ subject }) => subject === bookingId).map(({ type }) => type);
}

export type Wish = Parameters<typeof api.createBooking>[0];

export async function bookedBy({ sender }: Client, wish: Wish): Promise<string> {
  const answer = await api.createBooking(wish, sender);
  assert.ok(answer.status === 201, JSON.stringify(answer));
  return answer.data.id;
}

/** Looks until something is so. */
export async function eventually(what: string, look: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + PATIENCE;
  while (!(await look())) {
    if (Date.now() > until) throw new Error(`${what}: not within ${PATIENCE} ms`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
