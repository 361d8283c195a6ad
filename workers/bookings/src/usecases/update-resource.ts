import { demand } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { tellRules } from "../clients/calendar.ts";
import { calendarAfter } from "../domain/calendar.ts";
import { calendarRulesOf } from "../domain/request.ts";
import { changeResource, type Resource, type ResourceChange } from "../domain/resource.ts";
import { calendarOf, countAheadIn } from "../store/calendars.ts";
import { begunOfWaitersBeside } from "../store/requests.ts";
import { BOOKED_AHEAD, CALENDAR_UNKNOWN, placeOfResource, resourceById, saveResource } from "../store/resources.ts";

type Wanted = Omit<ResourceChange, "to"> & { readonly calendarId?: Id<"calendar"> | null | undefined };

/** Change what can be booked, put it into another calendar, block it with a reason, or withdraw it for good. What is booked already stays booked. */
export async function updateResource(
  call: Call,
  id: Id<"resource">,
  { calendarId, ...change }: Wanted,
): Promise<Resource> {
  const { before, calendar, ahead, begun, ...known } = await load(call, {
    before: resourceById(id),
    calendar: calendarOf(calendarId),
    ahead: countAheadIn(id, call.now),
    begun: begunOfWaitersBeside(id, call.now, calendarId),
    place: placeOfResource(id),
    homes: homesOf(call.actor),
  });
  const standing = await standingIn(call, before.buildingId, known);
  demand(call.actor, standing.place, "resource.update", standing.homes.length > 0);
  demandVersion(call, before.version);
  const to = calendarAfter(before, calendarId, calendar, { own: newId("calendar", call.now), ahead });
  const { resource, events, fields } = changeResource(before, { ...change, to }, call.now);
  const save = fields.length > 0 ? [saveResource(resource), ...standing.learned] : standing.learned;
  const audit = { subject: id, building: resource.buildingId, fields };
  const refusals = { ...BOOKED_AHEAD, ...CALENDAR_UNKNOWN };
  await commit(call, { save, events, result: resource, audit, refusals });
  tellRules(call, resource.calendarId, id, calendarRulesOf(resource), begun);
  return resource;
}
