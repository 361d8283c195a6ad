import { demand, personOf } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { found } from "../domain/access.ts";
import { reject, type SeenClaim } from "../domain/claim.ts";
import { buildingOf } from "../store/buildings.ts";
import { buildingIdOfClaim, claimOf, saveClaim } from "../store/claims.ts";

/** Turn a claim down, and say why. */
export async function rejectClaim(call: Call, id: Id<"claim">, { reason }: { reason: string }): Promise<SeenClaim> {
  const loaded = await load(call, { claim: claimOf(id), building: buildingOf(buildingIdOfClaim(id)) });
  const before = found(loaded.claim);
  const decider = personOf(call.actor).id;
  demand(call.actor, found(loaded.building), "claim.decide", before.userId === decider);
  demandVersion(call, before.seenVersion);
  const { unitLabel, userName } = before;
  const { claim, events } = reject(before, reason, unitLabel, decider, call.now);
  return commit(call, {
    save: [saveClaim(claim)],
    events,
    result: { ...claim, unitLabel, userName, seenVersion: before.seenVersion + 1 },
  });
}
