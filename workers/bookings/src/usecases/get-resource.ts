import type { Id } from "#shared/core/ids";
import { demandHome, homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { Resource } from "../domain/resource.ts";
import { placeOfResource, resourceById } from "../store/resources.ts";

/** For the people who live there, and for those who run it. */
export async function getResource(call: Call, id: Id<"resource">): Promise<Resource> {
  const { resource, ...known } = await load(call, {
    resource: resourceById(id),
    place: placeOfResource(id),
    homes: homesOf(call.actor),
  });
  demandHome(call, await standingIn(call, resource.buildingId, known), "resource.read");
  return resource;
}
