import { type Actor, type GrantTarget, mayEverywhere } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Role } from "#shared/core/permissions";
import type { Instant } from "#shared/core/time";
import type { Said } from "#shared/events/said";
import { isBelow, mayOn, type Target } from "./reach.ts";
import type { User } from "./user.ts";

/** The most roles one account has at once: more would not fit into an access token. */
export const GRANTS_PER_PERSON = 40;

/** A role that a person has on something, from a time and perhaps until one. Open until it is ended, never deleted. */
export interface GrantRow {
  readonly id: Id<"grant">;
  readonly userId: Id<"user">;
  readonly role: Role;
  readonly target: GrantTarget;
  /** Of the target; null for a grant on everything. */
  readonly organisationId: Id<"organisation"> | null;
  /** Given to the address in `FIRST_ADMIN_EMAIL` while there was no admin. */
  readonly isFirstAdmin: boolean;
  readonly fromAt: Instant;
  readonly untilAt: Instant | null;
  readonly endedAt: Instant | null;
}

interface Changed {
  readonly user: User;
  readonly events: readonly Said[];
}

export const isInForce = ({ fromAt, untilAt, endedAt }: GrantRow, now: Instant): boolean =>
  endedAt === null && fromAt <= now && (untilAt === null || untilAt > now);

/** The grant of the person who begins the platform. */
export const firstAdmin = (id: Id<"grant">, userId: Id<"user">, now: Instant): GrantRow => ({
  ...grantOf({ id, userId, role: "admin", target: "*", organisationId: null }, now),
  isFirstAdmin: true,
});

export const grantOf = (
  given: Pick<GrantRow, "id" | "userId" | "role" | "target" | "organisationId">,
  now: Instant,
): GrantRow => ({ ...given, isFirstAdmin: false, fromAt: now, untilAt: null, endedAt: null });

/** Gives a role; everybody hears every role the person then has. */
export function give(user: User, open: readonly GrantRow[], grant: GrantRow, now: Instant): Changed {
  if (open.some(({ role, target }) => role === grant.role && target === grant.target))
    throw new AppError("grant.exists");
  if (open.length >= GRANTS_PER_PERSON) throw new AppError("grant.too_many", { facts: { limit: GRANTS_PER_PERSON } });
  return rolesChanged(user, [...open, grant], now);
}

/** Takes a role away, if it is below the actor's own reach or the actor manages all grants. */
export function take(
  user: User,
  open: readonly GrantRow[],
  id: Id<"grant">,
  actor: Actor,
  now: Instant,
): Changed & { readonly grant: GrantRow } {
  const grant = open.find((one) => one.id === id);
  if (!grant || !isVisible(grant, actor)) throw new AppError("thing.not_found");
  if (!isAbove(actor, grant)) throw new AppError("grant.beyond_reach");
  const left = open.filter((one) => one.id !== id);
  return { ...rolesChanged(user, left, now), grant: { ...grant, endedAt: now } };
}

/** Whether the actor may know of this grant: it is their own, or it is on something whose members they may see. */
export function isVisible(grant: GrantRow, actor: Actor): boolean {
  if (actor.kind === "person" && actor.id === grant.userId) return true;
  const target = targetOf(grant);
  return target ? mayOn(actor, target, "organisation.read") : mayEverywhere(actor, "user.read");
}

function isAbove(actor: Actor, grant: GrantRow): boolean {
  const target = targetOf(grant);
  return mayEverywhere(actor, "grant.manage") || (target !== undefined && isBelow(actor, grant.role, target));
}

const isPlace = (on: GrantTarget): on is Target["on"] => on.startsWith("org_") || on.startsWith("bld_");

const targetOf = ({ target, organisationId }: GrantRow): Target | undefined =>
  organisationId !== null && isPlace(target) ? { on: target, organisationId } : undefined;

/** Tokens issued before now are stale: the person's next one has the new roles. */
function rolesChanged(before: User, open: readonly GrantRow[], now: Instant): Changed {
  const user = { ...before, grantsChangedAt: now, version: before.version + 1 };
  return { user, events: [roleChanged(user, open)] };
}

export const roleChanged = ({ id, version }: User, open: readonly GrantRow[]): Said => ({
  type: "user.role_changed",
  subject: id,
  version,
  data: {
    userId: id,
    grants: open.map(({ id: grantId, role, target, untilAt }) => ({ grantId, role, on: target, untilAt })),
  },
});

/** @throws AppError `grant.last_admin` */
export function demandAdminStays({ role }: GrantRow, hasOtherAdmin: boolean): void {
  if (role === "admin" && !hasOtherAdmin) throw new AppError("grant.last_admin");
}
