/** What became of one attempt to book, as its client was told. */
export interface Attempt {
  readonly who: string;
  readonly status: number;
  readonly code: string | undefined;
  /** What was answered with 201. */
  readonly bookingId: string | undefined;
  readonly resourceId: string;
  readonly startAt: number;
  readonly endAt: number;
}

/** A row of the book. */
export interface Booked {
  readonly id: string;
  readonly who: string;
  readonly resourceId: string;
  readonly status: string;
  readonly startAt: number;
  readonly endAt: number;
}

/** Takes no time from anybody. */
const GIVEN_UP = new Set(["cancelled", "lapsed"]);

/**
 * Every promise that the whole history of resources for one breaks, in words: none when no two have one time, everything
 * acknowledged is in the book as it was acknowledged, under an id of its own, and nothing else is.
 */
export function racingFaults(attempts: readonly Attempt[], book: readonly Booked[]): string[] {
  const faults: string[] = [];
  const rows = new Map<string, Booked>();
  for (const row of book) {
    if (rows.has(row.id)) faults.push(`${row.id}: twice in the book`);
    rows.set(row.id, row);
  }
  const told = new Set<string>();
  for (const attempt of attempts) {
    const { status, code, bookingId } = attempt;
    if (status === 201 && bookingId) {
      if (told.has(bookingId)) faults.push(`${bookingId}: answered to two attempts`);
      told.add(bookingId);
      faults.push(...differences(attempt, bookingId, rows.get(bookingId)));
    } else if (status !== 409) faults.push(`${attempt.who}: answered ${status} ${code ?? "without a code"}`);
  }
  for (const { id, status } of book)
    if (!told.has(id) && !GIVEN_UP.has(status)) faults.push(`${id}: in the book, and nobody was told`);
  return [...faults, ...overlaps(book)];
}

function differences(attempt: Attempt, id: string, row: Booked | undefined): string[] {
  if (!row) return [`${id}: acknowledged, and lost`];
  if (GIVEN_UP.has(row.status)) return [`${id}: acknowledged, and ${row.status} in the book`];
  const fields = ["who", "resourceId", "startAt", "endAt"] as const;
  const other = fields.filter((field) => attempt[field] !== row[field]);
  return other.length > 0 ? [`${id}: another ${other.join(", ")} than was acknowledged`] : [];
}

/** Two that have one time. Whoever overlaps anything earlier overlaps what ends last of it. */
function overlaps(book: readonly Booked[]): string[] {
  const held = book
    .filter(({ status }) => !GIVEN_UP.has(status))
    .sort((a, b) => (a.resourceId === b.resourceId ? a.startAt - b.startAt : a.resourceId < b.resourceId ? -1 : 1));
  const faults: string[] = [];
  let last: Booked | undefined;
  for (const row of held) {
    const sharesResource = last?.resourceId === row.resourceId;
    if (last && sharesResource && last.endAt > row.startAt) faults.push(`${last.id} and ${row.id}: have one time`);
    if (!last || !sharesResource || row.endAt > last.endAt) last = row;
  }
  return faults;
}
