import * as api from "../../scripts/api.ts";
import type { Client } from "../../scripts/client.ts";

const DAYS_AHEAD = 25;
const GIVES_UP = 0.3;
/** Far below how many one person may have ahead of them, so that the last round is not refused what the first was granted. */
const MOST_KEPT = 20;

/** What somebody asks for, under a key that no other act has: an hour of a terrace, or to give a booking up. */
export type Act =
  | { readonly key: string; readonly operation: "book"; readonly terrace: string; readonly slot: Slot }
  | { readonly key: string; readonly operation: "cancel"; readonly booking: string };

interface Slot {
  readonly startAt: string;
  readonly endAt: string;
}

interface Chooser {
  /** Bookings that whoever chooses has, and has not given up. */
  readonly kept: ReadonlySet<string>;
  readonly terraces: readonly string[];
  readonly random: () => number;
  readonly number: number;
}

/** Books an hour anywhere, or gives one up: always, where enough are kept. */
export function nextAct({ kept, terraces, random, number }: Chooser): Act {
  const given = [...kept][Math.floor(random() * kept.size)];
  if (given && (kept.size >= MOST_KEPT || random() < GIVES_UP))
    return { key: `cancel-${given}`, operation: "cancel", booking: given };
  const terrace = terraces[Math.floor(random() * terraces.length)] ?? "";
  return { key: `book-${number}`, operation: "book", terrace, slot: hourAhead(random) };
}

/** One act, as a person's app sends it. */
export const send = (act: Act, { sender }: Client) =>
  act.operation === "book"
    ? api.createBooking({ id: act.terrace, idempotencyKey: act.key, body: act.slot }, sender)
    : api.cancelBooking({ id: act.booking, idempotencyKey: act.key }, sender);

/** A whole hour of the next weeks, at the earliest tomorrow. */
export function hourAhead(random: () => number): Slot {
  const hour = 3_600_000;
  const first = Math.ceil((Date.now() + 24 * hour) / hour) * hour;
  const startAt = first + Math.floor(random() * DAYS_AHEAD * 24) * hour;
  return { startAt: new Date(startAt).toISOString(), endAt: new Date(startAt + hour).toISOString() };
}
