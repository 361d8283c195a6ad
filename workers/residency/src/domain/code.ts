import { AppError } from "#shared/core/errors";
import type { HomeKind } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import { type Instant, toIso } from "#shared/core/time";
import type { CodeStatus } from "#shared/core/vocabulary";

/**
 * What opens a unit once. Only a keyed hash of it is kept.
 *
 *     open ── used by a claim ──▶ used
 *      ├───── a newer one ──────▶ revoked
 *      └───── time passes ──────▶ expired
 */
export interface Code {
  readonly id: Id<"code">;
  readonly buildingId: Id<"building">;
  readonly unitId: Id<"unit">;
  readonly kind: HomeKind;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

export function statusOf(code: Code, now: Instant): CodeStatus {
  if (code.usedAt !== null) return "used";
  if (code.revokedAt !== null) return "revoked";
  return code.expiresAt <= now ? "expired" : "open";
}

/** Uses a code up, or says why it opens nothing. */
export function useCode(code: Code, now: Instant): Code {
  const status = statusOf(code, now);
  if (status === "expired") throw new AppError("claim.code_expired", { facts: { expiresAt: toIso(code.expiresAt) } });
  if (status !== "open") throw new AppError(`claim.code_${status}`);
  return { ...code, usedAt: now };
}

/** Crockford's base32: no I, L, O, U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Random characters of a code; 55 bits. One more is the check. */
export const RANDOM_CHARACTERS = 11;
const CODE = /^[0-9A-HJKMNP-TV-Z]{12}$/;

/** Times α in GF(2^5) with x^5 + x^2 + 1, of which α is a generator. */
const timesAlpha = (value: number): number => (value & 16 ? (value << 1) ^ 0b100101 : value << 1);

/** The characters as a polynomial at α: zero for a code, never zero with one character wrong or two exchanged. */
const remainder = (values: readonly number[]): number => values.reduce((sum, value) => timesAlpha(sum) ^ value, 0);

/** `K7QF-2M8D-X4TP` from eleven random numbers below 32. */
export function codeOf(random: readonly number[]): string {
  const check = timesAlpha(remainder(random));
  const text = [...random, check].map((value) => ALPHABET.charAt(value)).join("");
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}

/**
 * What a person typed, as it is hashed: case, spaces and dashes do not count, O is 0, I and L are 1.
 *
 * @throws AppError `claim.code_mistyped` when it can be no code of ours
 */
export function readCode(typed: string): string {
  const text = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  if (!CODE.test(text) || remainder(Array.from(text, (one) => ALPHABET.indexOf(one))) !== 0)
    throw new AppError("claim.code_mistyped");
  return text;
}
