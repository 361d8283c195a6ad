import { type Actor, mayIn, type Place, servesIn } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { Permission } from "#shared/core/permissions";

/**
 * The verdict for what residents may see and staff too: whoever lives there, or has a grant with the permission. To
 * anybody else the building's things do not exist.
 */
export function demandHome(actor: Actor, place: Place, lives: boolean, permission: Permission): void {
  if (lives || mayIn(actor, place, permission)) return;
  if (servesIn(actor, place)) throw new AppError("access.denied", { facts: { permission } });
  throw new AppError("thing.not_found");
}

/** A thing that was asked for by its id, or the refusal. */
export function found<T>(thing: T | undefined): T {
  if (thing === undefined) throw new AppError("thing.not_found");
  return thing;
}
