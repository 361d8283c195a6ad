import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import type { ClaimStatus } from "#shared/core/vocabulary";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { SeenClaim } from "../domain/claim.ts";
import { buildingById } from "../store/buildings.ts";
import { listClaimsOf } from "../store/claims.ts";
import { livesIn } from "../store/residences.ts";

/** Who claims what in a building one runs. */
export async function listBuildingClaims(
  call: Call,
  buildingId: Id<"building">,
  { limit, cursor, status }: { limit: number; cursor?: string | undefined; status?: ClaimStatus | undefined },
): Promise<Page<SeenClaim>> {
  const list = `claims ${buildingId} ${status ?? "*"}`;
  const { building, lives, claims } = await load(call, {
    building: buildingById(buildingId),
    lives: livesIn(call.actor, buildingId, call.now),
    claims: listClaimsOf(list, { buildingId, status }, afterOf(list, cursor), limit),
  });
  demand(call.actor, building, "claim.read", lives);
  return claims;
}
