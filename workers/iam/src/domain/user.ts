import type { Id } from "#shared/core/ids";
import type { Language } from "#shared/core/problems";
import type { Instant } from "#shared/core/time";
import type { Said } from "#shared/events/said";
import type { Registration } from "./registration.ts";

/** An account whose address was verified. Deleted, it keeps its id and nothing of the person. */
export interface User {
  readonly id: Id<"user">;
  readonly email: string | null;
  readonly name: string;
  readonly locale: Language;
  /** The hash, with its parameters. */
  readonly password: string | null;
  /** Access tokens issued before this are stale. */
  readonly grantsChangedAt: Instant | null;
  readonly deletedAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

interface Changed {
  readonly user: User;
  readonly events: readonly Said[];
}

/** The address is theirs: the account begins, with what this very registration asked for. */
export function openAccount({ email, name, locale, password }: Registration, id: Id<"user">, now: Instant): Changed {
  const user: User = {
    id,
    email,
    name,
    locale,
    password,
    grantsChangedAt: null,
    deletedAt: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
  return {
    user,
    events: [
      { type: "user.created", subject: id, version: 1, person: id, data: { userId: id, name, locale } },
      {
        type: "user.contact_changed",
        subject: id,
        version: 1,
        person: id,
        data: { userId: id, email, emailVerified: true },
      },
    ],
  };
}

export function changeProfile(
  before: User,
  {
    name = before.name,
    locale = before.locale,
  }: { readonly name?: string | undefined; readonly locale?: Language | undefined },
  now: Instant,
): Changed {
  const user = { ...before, name, locale, updatedAt: now, version: before.version + 1 };
  const data = { userId: user.id, name, locale };
  return {
    user,
    events: [{ type: "user.updated", subject: user.id, version: user.version, person: user.id, data }],
  };
}

/** Nothing of the person is left here; `user.deleted` tells every other worker. */
export function deleteAccount(before: User, now: Instant): Changed {
  const user: User = {
    ...before,
    email: null,
    name: "",
    password: null,
    grantsChangedAt: now,
    deletedAt: now,
    updatedAt: now,
    version: before.version + 1,
  };
  return {
    user,
    events: [{ type: "user.deleted", subject: user.id, version: user.version, data: { userId: user.id } }],
  };
}
