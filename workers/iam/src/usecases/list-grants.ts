import { mayEverywhere, personOf } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { type GrantRow, isVisible } from "../domain/grant.ts";
import { openGrantsOf } from "../store/grants.ts";

/** The roles of a person, as far as they are the caller's to see: somebody without any might as well not exist. */
export async function listGrants(call: Call, userId: Id<"user">): Promise<GrantRow[]> {
  const me = personOf(call.actor);
  const { grants } = await load(call, { grants: openGrantsOf(userId) });
  const seen = grants.filter((grant) => isVisible(grant, me));
  const mayBeEmpty = me.id === userId || mayEverywhere(me, "user.read");
  if (seen.length === 0 && !mayBeEmpty) throw new AppError("thing.not_found");
  return seen;
}
