import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { Letter } from "#shared/core/vocabulary";
import { expire, hold, isLate, queued, type Stepped } from "./delivery.ts";

/** What each letter cannot do without, and what it may say besides; every letter may have a `name`. */
export const LETTER_PARAMETERS = {
  verify_email: { needs: ["code"], may: ["link"] },
  address_known: { needs: [], may: ["link"] },
  invitation: { needs: ["link"], may: ["role", "place"] },
  claim_code: { needs: ["code"], may: ["unitLabel", "place"] },
  session_reused: { needs: [], may: [] },
} as const satisfies Record<Letter, { readonly needs: readonly string[]; readonly may: readonly string[] }>;

export interface LetterAsked {
  readonly letter: Letter;
  readonly to: string;
  readonly locale: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly validUntil: Instant;
  readonly userId: Id<"user"> | null;
}

interface Marks {
  readonly id: Id<"delivery">;
  readonly dedupeKey: string;
  readonly lease: string;
}

/**
 * A letter on its way, held by whoever wrote it down; expired at once, and without its secrets, if it comes too late.
 *
 * @throws AppError `letter.parameter_missing`
 */
export function writeDown(asked: LetterAsked, { id, dedupeKey, lease }: Marks, now: Instant): Stepped {
  const { letter: template, to: address, locale, validUntil, userId } = asked;
  const { needs, may }: { needs: readonly string[]; may: readonly string[] } = LETTER_PARAMETERS[template];
  for (const parameter of needs) {
    if (!asked.parameters[parameter])
      throw new AppError("letter.parameter_missing", { facts: { letter: template, parameter } });
  }
  const parameters = Object.fromEntries([...needs, ...may].map((name) => [name, asked.parameters[name] ?? null]));
  const name = asked.parameters.name ?? null;
  const facts = { id, buildingId: null, userId, channel: "email", template, dedupeKey, validUntil } as const;
  const delivery = { ...queued({ ...facts, parameters: { ...parameters, name } }, now), address, locale };
  return isLate(delivery, now) ? expire(delivery) : { delivery: hold(delivery, lease, now), events: [] };
}
