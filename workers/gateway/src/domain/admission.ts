import { type Actor, grantAllows, mayEverywhere } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { BEFORE_VERIFICATION, type Permission, type Reach } from "#shared/core/permissions";

/** Each is made once: a refusal says the same to everybody, and a flood of them must cost little. */
const REQUIRED = new AppError("auth.required");
const UNVERIFIED = new AppError("address.unverified");
const denied = new Map<Permission, AppError>();

function deniedFor(permission: Permission): AppError {
  const known = denied.get(permission) ?? new AppError("access.denied", { facts: { permission } });
  denied.set(permission, known);
  return known;
}

/** What of a route's terms says who may knock at all. */
interface Threshold {
  readonly permission: Permission | null;
  readonly reach: Reach;
  readonly unverified?: true;
}

/**
 * Why somebody is not let in, whom no worker could let in: `auth.required`, `address.unverified`, `access.denied`. Whether a
 * home or a grant covers the very thing is the worker's to say. It is told and not thrown: most of what is refused is refused here.
 */
export function refusalAt(
  actor: Actor,
  path: string,
  { permission, reach, unverified }: Threshold,
): AppError | undefined {
  if (reach === "anyone") return undefined;
  if (actor.kind !== "person") return REQUIRED;
  if (!actor.verified && !unverified && !BEFORE_VERIFICATION.test(path)) return UNVERIFIED;
  if (permission === null) return undefined;
  const hopeless =
    (reach === "platform" && !mayEverywhere(actor, permission)) ||
    (reach === "grant" && !actor.grants.some((grant) => grantAllows(grant, permission)));
  return hopeless ? deniedFor(permission) : undefined;
}
