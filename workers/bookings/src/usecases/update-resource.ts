import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { tellRules } from "../clients/calendar.ts";
import { calendarRulesOf } from "../domain/request.ts";
import { changeResource, type Resource, type ResourceChange } from "../domain/resource.ts";
import { placeOfResource, resourceById, saveResource } from "../store/resources.ts";

/** Change what can be booked, block it with a reason, or withdraw it for good. What is booked already stays booked. */
export async function updateResource(call: Call, id: Id<"resource">, change: ResourceChange): Promise<Resource> {
  const { before, ...known } = await load(call, {
    before: resourceById(id),
    place: placeOfResource(id),
    homes: homesOf(call.actor),
  });
  const standing = await standingIn(call, before.buildingId, known);
  demand(call.actor, standing.place, "resource.update", standing.homes.length > 0);
  demandVersion(call, before.version);
  const { resource, events, fields } = changeResource(before, change, call.now);
  const save = fields.length > 0 ? [saveResource(resource), ...standing.learned] : standing.learned;
  const audit = { subject: id, building: resource.buildingId, fields };
  await commit(call, { save, events, result: resource, audit });
  tellRules(call, resource.calendarId, id, calendarRulesOf(resource));
  return resource;
}
