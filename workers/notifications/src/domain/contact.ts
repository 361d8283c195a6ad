import type { Id } from "#shared/core/ids";
import { LANGUAGES, type Language } from "#shared/core/problems";
import type { Instant } from "#shared/core/time";

/**
 * What is known of a person: how to speak to them, where to write. Profile, address and grants are told by different
 * events, so each has its own version; an older one changes nothing.
 */
export interface Contact {
  readonly userId: Id<"user">;
  readonly name: string | null;
  readonly locale: string | null;
  readonly profileVersion: number;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly addressVersion: number;
  readonly grantsVersion: number;
  readonly deletedAt: Instant | null;
  /** Of the row; 0 before there is one. */
  readonly version: number;
}

/** Somebody of whom nothing was heard yet. */
export const stranger = (userId: Id<"user">): Contact => ({
  userId,
  name: null,
  locale: null,
  profileVersion: 0,
  email: null,
  emailVerified: false,
  addressVersion: 0,
  grantsVersion: 0,
  deletedAt: null,
  version: 0,
});

export const isGone = (contact: Contact): boolean => contact.deletedAt !== null;

/** Where to write; null until there is an address that was verified. */
export const addressOf = (contact: Contact): string | null => (contact.emailVerified ? contact.email : null);

type Profile = { readonly name: string; readonly locale: string };
type Address = { readonly email: string; readonly emailVerified: boolean };

/** Undefined where nothing changes. */
export const withProfile = (contact: Contact, { name, locale }: Profile, version: number): Contact | undefined =>
  isGone(contact) || version <= contact.profileVersion
    ? undefined
    : { ...contact, name, locale, profileVersion: version };

/** Undefined where nothing changes. */
export const withAddress = (
  contact: Contact,
  { email, emailVerified }: Address,
  version: number,
): Contact | undefined =>
  isGone(contact) || version <= contact.addressVersion
    ? undefined
    : { ...contact, email, emailVerified, addressVersion: version };

/** Nothing is left but that there was somebody: what comes later finds them gone. */
export const erased = (contact: Contact, now: Instant): Contact => ({
  ...contact,
  name: null,
  locale: null,
  email: null,
  emailVerified: false,
  deletedAt: contact.deletedAt ?? now,
});

/** The language we have that is nearest to a locale. */
export const languageOf = (locale: string | null): Language =>
  LANGUAGES.find((language) => locale?.toLowerCase().split(/[-_]/)[0] === language) ?? LANGUAGES[0];

/** `a***@example.com`: enough to recognise one's own. */
export function masked(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 1 ? "***" : `${address.slice(0, 1)}***${address.slice(at)}`;
}
