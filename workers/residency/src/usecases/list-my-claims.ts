import { personOf } from "#shared/core/actor";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { SeenClaim } from "../domain/claim.ts";
import { listClaimsOf } from "../store/claims.ts";

/** What became of my claims. */
export async function listMyClaims(
  call: Call,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<SeenClaim>> {
  const { id: userId } = personOf(call.actor);
  const list = `claims ${userId}`;
  const { claims } = await load(call, {
    claims: listClaimsOf(list, { userId }, afterOf(list, page.cursor), page.limit),
  });
  return claims;
}
