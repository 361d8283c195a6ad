import * as api from "../../scripts/api.ts";
import { type Client, outcomeOf } from "../../scripts/client.ts";
import type { Seen } from "./history.ts";

type Slot = Pick<Seen, "resourceId" | "startAt" | "endAt">;

/** Between two tries to have a slot that is still taken, in milliseconds. */
const PAUSE = 1_000;

interface Waiting {
  readonly tick: () => Promise<unknown>;
  /** How long a slot may stay taken after it was given up: the calendar hears of it by an event, or asks. In milliseconds. */
  readonly settling: number;
  readonly say: (text: string) => void;
}

/** Books again what was given up and is held by nobody, all residents at once: a slot that cannot be had in time is stuck. */
export async function stuckSlots(
  residents: readonly Client[],
  bookings: readonly Seen[],
  { tick, settling, say }: Waiting,
): Promise<string[]> {
  const free = freeSlots(bookings);
  const until = Date.now() + settling;
  const told = new Set<string>();
  const isLate = async (slot: string): Promise<boolean> => {
    if (Date.now() > until) return true;
    if (!told.has(slot)) say(`${slot} is given up and still taken`);
    told.add(slot);
    await tick();
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    return false;
  };
  const found = residents.map((resident, who) =>
    stuckFor(
      resident,
      free.filter((_, at) => at % residents.length === who),
      isLate,
    ),
  );
  return (await Promise.all(found)).flat();
}

function freeSlots(bookings: readonly Seen[]): Slot[] {
  const free = new Map(bookings.map((booking) => [nameOf(booking), booking]));
  for (const booking of bookings) if (booking.status !== "cancelled") free.delete(nameOf(booking));
  return [...free.values()];
}

const nameOf = ({ resourceId, startAt }: Slot) => `${resourceId} ${startAt}`;

/** Each is given up again at once: whoever kept them all would be refused for how many they have. */
async function stuckFor(
  { sender }: Client,
  slots: readonly Slot[],
  isLate: (slot: string) => Promise<boolean>,
): Promise<string[]> {
  const stuck: string[] = [];
  for (const { startAt, endAt, resourceId } of slots) {
    const name = nameOf({ startAt, endAt, resourceId });
    const book = () => patiently(() => api.createBooking({ id: resourceId, body: { startAt, endAt } }, sender));
    let booked = await book();
    while (booked.code === "booking.slot_taken" && !(await isLate(name))) booked = await book();
    if (booked.status !== 201 || !booked.id) {
      stuck.push(`${name} (${booked.status} ${booked.code})`);
      continue;
    }
    const { id } = booked;
    const { status, code } = await patiently(() => api.cancelBooking({ id }, sender));
    if (status !== 200) stuck.push(`${name} (booked again, not given up again: ${status} ${code})`);
  }
  return stuck;
}

/** Asks again, where it was asked too often, once it may. */
async function patiently(ask: () => Promise<{ status: number; headers: Headers; data?: unknown }>) {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 429) return outcomeOf(answer);
    const seconds = Number(answer.headers.get("retry-after") ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  }
}
