import type { AppError } from "#shared/core/errors";
import { type Instant, seconds } from "#shared/core/time";
import { remember } from "./remember.ts";

/** How many requests one isolate remembers to have refused; the oldest makes room. */
export const REMEMBERED = 1_000;
/** The longest that is remembered, in characters. */
export const LONGEST = 1_000;
/** How long they are remembered together, after the first of them. */
export const FORGOTTEN_AFTER = seconds(60);

/**
 * What was refused for its shape, in the memory of one isolate: a contract says the same of the same request for ever, and whoever sends
 * what is refused sends it again and again. What is said here of a request is all that its contract looks at.
 */
export class KnownRefusals {
  readonly #known = new Map<string, AppError>();
  #until: Instant = 0;

  /** What was said of this request before. `asked` is told only where anything is remembered. */
  of(asked: () => string, now: Instant): AppError | undefined {
    if (this.#known.size > 0 && now >= this.#until) this.#known.clear();
    return this.#known.size > 0 ? this.#known.get(asked()) : undefined;
  }

  keep(asked: string, refusal: AppError, now: Instant): void {
    if (asked.length > LONGEST) return;
    if (this.#known.size === 0) this.#until = now + FORGOTTEN_AFTER;
    remember(this.#known, asked, refusal, REMEMBERED);
  }
}
