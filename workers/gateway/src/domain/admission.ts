import { type Actor, grantAllows, mayEverywhere } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { BEFORE_VERIFICATION, type Permission, type Reach } from "#shared/core/permissions";

/** What of a route's terms says who may knock at all. */
interface Threshold {
  readonly permission: Permission | null;
  readonly reach: Reach;
  readonly unverified?: true;
}

/**
 * Refuses whom no worker could let in. Whether a home or a grant covers the very thing is the worker's to say.
 *
 * @throws AppError `auth.required`, `address.unverified`, `access.denied`
 */
export function admit(actor: Actor, path: string, { permission, reach, unverified }: Threshold): void {
  if (reach === "anyone") return;
  if (actor.kind !== "person") throw new AppError("auth.required");
  if (!actor.verified && !unverified && !BEFORE_VERIFICATION.test(path)) throw new AppError("address.unverified");
  if (permission === null) return;
  const hopeless =
    (reach === "platform" && !mayEverywhere(actor, permission)) ||
    (reach === "grant" && !actor.grants.some((grant) => grantAllows(grant, permission)));
  if (hopeless) throw new AppError("access.denied", { facts: { permission } });
}
