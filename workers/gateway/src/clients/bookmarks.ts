import { BOOKMARK } from "#shared/worker/database";
import type { Behind } from "../call.ts";
import { BEHIND } from "./doors.ts";

/** The longest `x-bookmark` that is looked at. */
const LIMIT = 2000;

/**
 * How far each worker's database must be to show what this client did: what the client says, and what workers answered since.
 * Nothing is read before a worker is asked, since most of what is refused never gets that far.
 */
export class Bookmarks {
  readonly #said: () => string | undefined;
  #known: Map<Behind, string> | undefined;

  constructor(said: () => string | undefined) {
    this.#said = said;
  }

  of(worker: Behind): string | undefined {
    this.#known ??= pairsOf(this.#said());
    return this.#known.get(worker);
  }

  /** What a worker answered, if it is a bookmark. */
  keep(worker: Behind, bookmark: string | null): void {
    if (bookmark !== null && BOOKMARK.test(bookmark)) this.#known?.set(worker, bookmark);
  }

  /** As the client is told, `worker=bookmark` pairs; nothing where there are none, or nobody was asked. */
  told(): string | undefined {
    return this.#known?.size ? [...this.#known].map((pair) => pair.join("=")).join(",") : undefined;
  }
}

/** What does not look like a pair is dropped. */
function pairsOf(header: string | undefined): Map<Behind, string> {
  const known = new Map<Behind, string>();
  if (header === undefined) return known;
  for (const pair of header.slice(0, LIMIT).split(",")) {
    const [name, bookmark = "", more] = pair.trim().split("=");
    const worker = BEHIND.find((one) => one === name);
    if (worker && more === undefined && BOOKMARK.test(bookmark)) known.set(worker, bookmark);
  }
  return known;
}
