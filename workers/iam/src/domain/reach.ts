import { type Actor, type Grant, type GrantTarget, grantAllows } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { type Permission, ROLES, type Role } from "#shared/core/permissions";

/** An organisation, or a building of one: what a role can be given on here. */
export interface Target {
  readonly on: Id<"organisation"> | Id<"building">;
  readonly organisationId: Id<"organisation">;
}

export const organisationTarget = (id: Id<"organisation">): Target => ({ on: id, organisationId: id });

const covers = (grant: { readonly on: GrantTarget }, { on, organisationId }: Target): boolean =>
  grant.on === "*" || grant.on === on || grant.on === organisationId;

const allowing = (actor: Actor, permission: Permission): Grant[] =>
  actor.kind === "person" ? actor.grants.filter((grant) => grantAllows(grant, permission)) : [];

/** Whether the actor has any grant that covers it: they may then see that it exists. */
const servesOn = (actor: Actor, target: Target): boolean =>
  actor.kind === "person" && actor.grants.some((grant) => covers(grant, target));

export const mayOn = (actor: Actor, target: Target, permission: Permission): boolean =>
  allowing(actor, permission).some((grant) => covers(grant, target));

/** The organisations the actor holds the permission on; `*` for all of them. */
export function organisationsWith(actor: Actor, permission: Permission): "*" | Id<"organisation">[] {
  const targets = allowing(actor, permission).map((grant) => grant.on);
  if (targets.includes("*")) return "*";
  return targets.filter((on): on is Id<"organisation"> => on.startsWith("org_"));
}

/**
 * Whether the role on the target is below the actor's own reach: a lower role in what a grant of theirs covers, or the
 * same role in a part of it. Nobody gives or takes what is above or beside their own.
 */
export const isBelow = (actor: Actor, role: Role, target: Target): boolean =>
  allowing(actor, "organisation.invite").some((grant) => {
    // An admin's reach has no parts: nobody is one of an organisation.
    if (role === "admin" || !covers(grant, target)) return false;
    const [mine, theirs] = [ROLES.indexOf(grant.role), ROLES.indexOf(role)];
    return theirs > mine || (theirs === mine && grant.on !== target.on);
  });

/**
 * The verdict on an act that needs a grant.
 *
 * @throws AppError `thing.not_found` to whom it is none of their business; `access.denied` to whom may see it
 */
export function demandOn(actor: Actor, target: Target, permission: Permission): void {
  if (mayOn(actor, target, permission)) return;
  if (!servesOn(actor, target)) throw new AppError("thing.not_found");
  throw new AppError("access.denied", { facts: { permission } });
}
