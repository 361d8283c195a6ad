import type { Language } from "#shared/core/problems";
import { type Instant, minutes } from "#shared/core/time";

/** How long the code and the link of a letter are good. */
export const REGISTRATION_LIFETIME = minutes(30);
/** So many registrations of one address stand side by side, each with its own code; an older one goes. */
export const REGISTRATIONS_PER_ADDRESS = 3;

/** What somebody asked for who has not yet shown that the address is theirs. */
export interface Registration {
  /** Hash of the secret in the letter's link; it also names the registration. */
  readonly linkHash: string;
  readonly email: string;
  readonly name: string;
  readonly locale: Language;
  readonly password: string;
  readonly codeHash: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

type Asked = Omit<Registration, "createdAt" | "expiresAt">;

export const askForAccount = (asked: Asked, now: Instant): Registration => ({
  ...asked,
  createdAt: now,
  expiresAt: now + REGISTRATION_LIFETIME,
});
