import type { Id } from "#shared/core/ids";
import { demandHome, homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import { afterOf, type Page, type PageQuery } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Blackout } from "../domain/blackout.ts";
import { blackoutList, listBlackoutsOf } from "../store/blackouts.ts";
import { placeOfResource, resourceById } from "../store/resources.ts";

/** When a resource is closed beside its hours, and why: what is not over. */
export async function listBlackouts(
  call: Call,
  resourceId: Id<"resource">,
  { limit, cursor }: PageQuery,
): Promise<Page<Blackout>> {
  const { resource, blackouts, ...known } = await load(call, {
    resource: resourceById(resourceId),
    blackouts: listBlackoutsOf(resourceId, afterOf(blackoutList(resourceId), cursor), limit, call.now),
    place: placeOfResource(resourceId),
    homes: homesOf(call.actor),
  });
  demandHome(call, await standingIn(call, resource.buildingId, known), "resource.read");
  return blackouts;
}
