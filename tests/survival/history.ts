/** What a client wrote down of its own calls, and what the system shows afterwards. */

export interface Write {
  readonly key: string;
  readonly who: number;
  readonly operation: "book" | "cancel";
  /** `unknown`: the connection died, so it may have taken effect; it is repeated with the same key. */
  readonly outcome: "acknowledged" | "refused" | "unknown";
  /** Of what was acknowledged. */
  readonly bookingId?: string | undefined;
  /** The code with which it was refused. */
  readonly refusal?: string | undefined;
}

export interface Seen {
  readonly id: string;
  readonly who: number;
  readonly resourceId: string;
  readonly status: string;
  readonly startAt: string;
  readonly endAt: string;
}

export interface Notified {
  readonly who: number;
  readonly type: string;
  readonly subject: string;
}

export interface History {
  readonly writes: readonly Write[];
  readonly bookings: readonly Seen[];
  readonly inbox: readonly Notified[];
  /** The audit's records of bookings: operation and subject. */
  readonly audit: readonly { readonly operation: string | null; readonly subject: string }[];
  /** Slots of cancelled bookings that could not be booked again. */
  readonly stuck: readonly string[];
}

/** What may refuse whoever books at random: somebody has the time, they themselves have it, or it came too late. */
const DUE_REFUSALS: readonly unknown[] = ["booking.slot_taken", "booking.booked_by_you", "booking.lapsed"];

/** Every promise the history breaks, in words; none when all were kept. */
export const brokenPromises = (history: History): string[] => [
  ...notAsAcknowledged(history),
  ...doublyHeld(history.bookings),
  ...stillTaken(history.stuck),
];

/** What is not there as it was acknowledged, or not told of once, or refused though nothing spoke against it. */
export function notAsAcknowledged({ writes, bookings, inbox, audit }: Omit<History, "stuck">): string[] {
  const faults: string[] = [];
  const book = new Map(bookings.map((booking) => [booking.id, booking]));
  const booked = new Map<string, string>();
  const cancelled = new Set<string>();

  for (const { key, operation, outcome, bookingId, refusal } of writes) {
    if (outcome === "unknown") faults.push(`${key}: still unknown after it was repeated`);
    if (outcome === "refused" && !(operation === "book" && DUE_REFUSALS.includes(refusal)))
      faults.push(`${key}: refused as ${refusal}`);
    if (outcome !== "acknowledged" || !bookingId) continue;
    if (operation === "cancel") cancelled.add(bookingId);
    else {
      const before = booked.get(bookingId);
      if (before) faults.push(`${bookingId}: answers both ${before} and ${key}`);
      booked.set(bookingId, key);
    }
    if (!book.has(bookingId)) faults.push(`${bookingId}: acknowledged, and lost`);
  }
  for (const { id, status } of bookings) {
    if (!booked.has(id)) faults.push(`${id}: nobody asked for it, or was told of it`);
    if (cancelled.has(id) !== (status === "cancelled"))
      faults.push(`${id}: is ${status}, though it was ${cancelled.has(id) ? "" : "not "}cancelled`);
  }
  const told = counted(inbox.map(({ type, subject, who }) => `${type} ${subject} to ${who}`));
  for (const { id, who } of bookings) {
    expectOnce(faults, told, `booking.created ${id} to ${who}`);
    if (cancelled.has(id)) expectOnce(faults, told, `booking.cancelled ${id} to ${who}`);
  }
  for (const left of told.keys()) faults.push(`${left}: told of what did not happen`);

  const recorded = counted(audit.map(({ operation, subject }) => `${operation} ${subject}`));
  for (const id of booked.keys()) expectOnce(faults, recorded, `createBooking ${id}`);
  for (const id of cancelled) expectOnce(faults, recorded, `cancelBooking ${id}`);

  return faults;
}

export const stillTaken = (stuck: readonly string[]): string[] =>
  stuck.map((slot) => `${slot}: given up, and still taken`);

export function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

export function expectOnce(faults: string[], counts: Map<string, number>, name: string): void {
  const count = counts.get(name) ?? 0;
  if (count !== 1) faults.push(`${name}: ${count} times instead of once`);
  counts.delete(name);
}

/** Two that hold one place (of a resource for one) at the same time. */
export function doublyHeld(bookings: readonly Seen[]): string[] {
  const held = bookings
    .filter(({ status }) => status !== "cancelled" && status !== "lapsed")
    .sort((a, b) => a.resourceId.localeCompare(b.resourceId) || a.startAt.localeCompare(b.startAt));
  return held.flatMap((booking, at) => {
    const before = held[at - 1];
    return before && before.resourceId === booking.resourceId && before.endAt > booking.startAt
      ? [`${before.id} and ${booking.id} hold one place`]
      : [];
  });
}
