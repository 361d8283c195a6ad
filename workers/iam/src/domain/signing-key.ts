import type { Id } from "#shared/core/ids";
import { days, type Instant, minutes } from "#shared/core/time";

/** A key signs so long; then the next one is made. */
export const KEY_LIFETIME = days(30);
/** A new key waits so long before it signs, so that every gateway has learned it. */
export const KEY_SETTLES = minutes(2);
/** A key that signs no more stays in the key set so long: tokens are good for ten minutes. */
export const KEY_KEPT = days(1);
/** The most keys in the key set. */
export const KEYS_LIMIT = 20;

export interface SigningKey {
  readonly id: Id<"signingKey">;
  /** The `x` of an Ed25519 key (RFC 8037). */
  readonly publicKey: string;
  /** The private key, wrapped. */
  readonly sealedKey: string;
  readonly createdAt: Instant;
}

const newestFirst = (keys: readonly SigningKey[]): SigningKey[] => [...keys].sort((a, b) => b.createdAt - a.createdAt);

/** The keys as they are tried for signing: the newest that has settled, then those before it, then the unsettled, the oldest first. */
export function keysInTurn(keys: readonly SigningKey[], now: Instant): SigningKey[] {
  const hasSettled = ({ createdAt }: SigningKey) => createdAt + KEY_SETTLES <= now;
  const sorted = newestFirst(keys);
  return [...sorted.filter(hasSettled), ...sorted.filter((key) => !hasSettled(key)).reverse()];
}

export const isKeyDue = (keys: readonly SigningKey[], now: Instant): boolean =>
  !keys.some(({ createdAt }) => createdAt + KEY_LIFETIME > now);

/** Those whose successor has long been signing. */
export function keysToForget(keys: readonly SigningKey[], now: Instant): SigningKey[] {
  const sorted = newestFirst(keys);
  const first = sorted.findIndex(({ createdAt }) => createdAt + KEY_SETTLES + KEY_KEPT <= now);
  return first < 0 ? [] : sorted.slice(first + 1);
}
