import { AppError } from "./errors.ts";
import type { Id } from "./ids.ts";
import { type Permission, ROLE_PERMISSIONS, type Role } from "./permissions.ts";
import type { Instant } from "./time.ts";
import type { WorkerName } from "./workers.ts";

/** What a grant is on: an organisation with all its buildings, one building, a zone of one, a provider's profile, or everything (`*`). */
export type GrantTarget = Id<"organisation"> | Id<"building"> | Id<"zone"> | Id<"provider"> | "*";

/** `can`, where present, is a custom role's set and stands instead of the role's own. */
export interface Grant {
  readonly role: Role;
  readonly on: GrantTarget;
  readonly can?: readonly Permission[] | undefined;
}

export interface Person {
  readonly kind: "person";
  readonly id: Id<"user">;
  readonly sid: Id<"session">;
  /** When this person last proved who they are. */
  readonly authAt: Instant;
  readonly locale: string;
  /** False until an e-mail address is verified: then only `/v1/auth` and `/v1/me` answer. */
  readonly verified: boolean;
  readonly grants: readonly Grant[];
}

export type Actor = Person | { readonly kind: "nobody" } | { readonly kind: "system"; readonly worker: WorkerName };

/** How an actor is written in events and in the audit. */
export const actorName = (actor: Actor): string =>
  actor.kind === "person" ? actor.id : actor.kind === "system" ? `system:${actor.worker}` : "nobody";

/** The person behind the actor, or the refusal `auth.required`. */
export function personOf(actor: Actor): Person {
  if (actor.kind !== "person") throw new AppError("auth.required");
  return actor;
}

export const grantAllows = (grant: Grant, permission: Permission): boolean =>
  grant.can ? grant.can.includes(permission) : ROLE_PERMISSIONS[grant.role].has(permission);

/** A building as a grant sees it. */
export interface Place {
  readonly id: Id<"building">;
  readonly organisationId: Id<"organisation">;
}

const covers = (grant: Grant, place: Place): boolean =>
  grant.on === "*" || grant.on === place.id || grant.on === place.organisationId;

/** Whether a grant of this actor covers the building and holds the permission. A system actor may do what it was built to do. */
export function mayIn(actor: Actor, place: Place, permission: Permission): boolean {
  if (actor.kind === "system") return true;
  return (
    actor.kind === "person" && actor.grants.some((grant) => covers(grant, place) && grantAllows(grant, permission))
  );
}

/** Whether a grant of this actor covers the whole platform and holds the permission. */
export const mayEverywhere = (actor: Actor, permission: Permission): boolean =>
  actor.kind === "system" ||
  (actor.kind === "person" && actor.grants.some((grant) => grant.on === "*" && grantAllows(grant, permission)));

/** Whether the actor has any grant at all on the building: they may then see it, whatever they may do there. */
export const servesIn = (actor: Actor, place: Place): boolean =>
  actor.kind === "system" || (actor.kind === "person" && actor.grants.some((grant) => covers(grant, place)));

/**
 * The verdict on an act in a building that needs a grant: nothing if it may be done; `thing.not_found` to whom the
 * building is none of their business; `access.denied` to whom may see it and may not do this.
 */
export function demand(actor: Actor, place: Place, permission: Permission, mayBeSeen = false): void {
  if (mayIn(actor, place, permission)) return;
  if (!mayBeSeen && !servesIn(actor, place)) throw new AppError("thing.not_found");
  throw new AppError("access.denied", { facts: { permission } });
}
