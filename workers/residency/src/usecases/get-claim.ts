import { personOf } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { demandHome, found } from "../domain/access.ts";
import type { SeenClaim } from "../domain/claim.ts";
import { buildingOf } from "../store/buildings.ts";
import { buildingIdOfClaim, claimOf } from "../store/claims.ts";

/** For whoever made it, and for those who run the building. */
export async function getClaim(call: Call, id: Id<"claim">): Promise<SeenClaim> {
  const loaded = await load(call, { claim: claimOf(id), building: buildingOf(buildingIdOfClaim(id)) });
  const claim = found(loaded.claim);
  demandHome(call.actor, found(loaded.building), claim.userId === personOf(call.actor).id, "claim.read");
  return claim;
}
