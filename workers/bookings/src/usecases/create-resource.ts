import { demand } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { homesOf, placeById, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { addResource, type Resource } from "../domain/resource.ts";
import { addResourceRow } from "../store/resources.ts";

type Wanted = Omit<Parameters<typeof addResource>[0], "timeZone"> & { readonly timeZone?: string | undefined };

/** Add something that can be booked; its clock is the building's unless another is named. */
export async function createResource(call: Call, buildingId: Id<"building">, wanted: Wanted): Promise<Resource> {
  const known = await load(call, { place: placeById(buildingId), homes: homesOf(call.actor) });
  const standing = await standingIn(call, buildingId, known);
  demand(call.actor, standing.place, "resource.create", standing.homes.length > 0);
  const ids = { id: newId("resource", call.now), buildingId, calendarId: newId("calendar", call.now) };
  const { resource, events } = addResource(
    { ...wanted, timeZone: wanted.timeZone ?? standing.place.timeZone },
    ids,
    call.now,
  );
  return commit(call, { save: [addResourceRow(resource), ...standing.learned], events, result: resource });
}
