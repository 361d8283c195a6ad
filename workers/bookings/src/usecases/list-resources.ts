import type { Id } from "#shared/core/ids";
import { demandHome, homesOf, placeById, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import { afterOf, type Page, type PageQuery } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Resource } from "../domain/resource.ts";
import { listResourcesOf, type ResourceFilter, resourceList } from "../store/resources.ts";

/** What can be booked in a building, in the order it was added. */
export async function listResources(
  call: Call,
  buildingId: Id<"building">,
  { limit, cursor, ...filter }: PageQuery & ResourceFilter,
): Promise<Page<Resource>> {
  const after = afterOf(resourceList(buildingId, filter), cursor);
  const { resources, ...known } = await load(call, {
    resources: listResourcesOf(buildingId, filter, after, limit),
    place: placeById(buildingId),
    homes: homesOf(call.actor),
  });
  demandHome(call, await standingIn(call, buildingId, known), "resource.read");
  return resources;
}
