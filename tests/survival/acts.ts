const DAYS_AHEAD = 25;
const GIVES_UP = 0.3;
/** Far below how many one person may have ahead of them, so that the last round is not refused what the first was granted. */
const MOST_KEPT = 20;

/** What somebody asks for, under a key that no other act has. */
export interface Act {
  readonly key: string;
  readonly operation: "book" | "cancel";
  readonly path: string;
  readonly body?: unknown;
  /** The booking that is given up. */
  readonly givesUp?: string;
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
    return { key: `cancel-${given}`, operation: "cancel", path: `/v1/bookings/${given}/cancel`, givesUp: given };
  const terrace = terraces[Math.floor(random() * terraces.length)];
  return {
    key: `book-${number}`,
    operation: "book",
    path: `/v1/resources/${terrace}/bookings`,
    body: hourAhead(random),
  };
}

function hourAhead(random: () => number) {
  const hour = 3_600_000;
  const first = Math.ceil((Date.now() + 24 * hour) / hour) * hour;
  const startAt = first + Math.floor(random() * DAYS_AHEAD * 24) * hour;
  return { startAt: new Date(startAt).toISOString(), endAt: new Date(startAt + hour).toISOString() };
}
