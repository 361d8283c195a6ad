import { demand, personOf } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { found } from "../domain/access.ts";
import { approve, type SeenClaim } from "../domain/claim.ts";
import { moveIn } from "../domain/residence.ts";
import { buildingOf } from "../store/buildings.ts";
import { buildingIdOfClaim, claimOf, saveClaim, unitIdOfClaim, userIdOfClaim } from "../store/claims.ts";
import { addResidence, RESIDENCE_REFUSALS, timesIn } from "../store/residences.ts";

/** Let a person move in. */
export async function approveClaim(call: Call, id: Id<"claim">): Promise<SeenClaim> {
  const loaded = await load(call, {
    claim: claimOf(id),
    building: buildingOf(buildingIdOfClaim(id)),
    times: timesIn(unitIdOfClaim(id), userIdOfClaim(id)),
  });
  const before = found(loaded.claim);
  const decider = personOf(call.actor).id;
  demand(call.actor, found(loaded.building), "claim.decide", before.userId === decider);
  demandVersion(call, before.seenVersion);
  const { unitLabel, userName } = before;
  const residenceId = newId("residence", call.now);
  const { claim, events } = approve(before, residenceId, unitLabel, decider, call.now);
  const moved = moveIn({ ...claim, id: residenceId }, unitLabel, loaded.times, call.now);
  return commit(call, {
    save: [addResidence(moved.residence), saveClaim(claim)],
    events: [...events, ...moved.events],
    result: { ...claim, unitLabel, userName, seenVersion: before.seenVersion + 1 },
    refusals: RESIDENCE_REFUSALS,
  });
}
