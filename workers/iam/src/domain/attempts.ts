import { days, hours, type Instant, minutes } from "#shared/core/time";

/**
 * How often something may be tried: `burst` times at once, then once every `every` milliseconds. So it slows and never
 * locks. A bucket with `unless` does not count for whom that trust is kept.
 */
export interface Bucket {
  readonly key: string;
  readonly burst: number;
  readonly every: number;
  readonly unless?: string;
}

/** What is tried. Each has counters of its own, so that asking for letters does not keep anybody from signing in. */
export type Act = "sign_in" | "register" | "verify";

/** From where somebody has signed in before, the attempts of others elsewhere do not slow them. */
export const TRUST_KEPT = days(30);
/** How often a code can be tried while it is good. */
export const CODE_TRIES = 5;
/** How many letters of one kind an address gets in a day, whoever asks for them. */
const LETTERS_A_DAY = 20;
const ATTEMPTS_A_DAY = 100;

const per = (burst: number, span: number) => ({ burst, every: Math.ceil(span / burst) });

/** By account and place 10 in 15 minutes, by account 100 in a day. `account` and `place` are hashes. */
export const accountBuckets = (act: Act, account: string, place: string): Bucket[] => {
  const trust = trustKey(account, place);
  const aDay = act === "register" ? LETTERS_A_DAY : ATTEMPTS_A_DAY;
  return [
    { key: pairKey(act, account, place), ...per(10, minutes(15)) },
    { key: `${act} ${account}`, ...per(aDay, days(1)), ...(act === "sign_in" && { unless: trust }) },
  ];
};

/** By place 300 in an hour, whatever is tried. */
export const placeBucket = (place: string): Bucket => ({ key: place, ...per(300, hours(1)) });

/** A code is tried `CODE_TRIES` times, and not again in its lifetime. */
export const codeBucket = (code: string): Bucket => ({ key: `code ${code}`, burst: CODE_TRIES, every: days(1) });

export const pairKey = (act: Act, account: string, place: string): string => `${act} ${account} ${place}`;
export const trustKey = (account: string, place: string): string => `trust ${account} ${place}`;

/**
 * One attempt against a bucket, of which only the instant is kept at which it is full again (the generic cell rate
 * algorithm): the new instant, or how long to wait.
 */
export function attempt(
  { burst, every }: Bucket,
  fullAt: Instant,
  now: Instant,
): { fullAt: Instant } | { wait: number } {
  const from = Math.max(fullAt, now);
  const wait = from - now - (burst - 1) * every;
  return wait > 0 ? { wait } : { fullAt: from + every };
}
