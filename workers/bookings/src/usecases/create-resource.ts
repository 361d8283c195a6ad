import { demand } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { homesOf, placeById, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { calendarFor } from "../domain/calendar.ts";
import { addResource, type Resource } from "../domain/resource.ts";
import { calendarOf } from "../store/calendars.ts";
import { addResourceRow, CALENDAR_UNKNOWN } from "../store/resources.ts";

type Wanted = Omit<Parameters<typeof addResource>[0], "timeZone"> & {
  readonly timeZone?: string | undefined;
  readonly calendarId: Id<"calendar"> | null;
};

/** Add something that can be booked; its clock is the building's and its calendar its own, unless others are named. */
export async function createResource(
  call: Call,
  buildingId: Id<"building">,
  { calendarId, ...wanted }: Wanted,
): Promise<Resource> {
  const { calendar, ...known } = await load(call, {
    place: placeById(buildingId),
    homes: homesOf(call.actor),
    calendar: calendarOf(calendarId),
  });
  const standing = await standingIn(call, buildingId, known);
  demand(call.actor, standing.place, "resource.create", standing.homes.length > 0);
  const within = calendarFor(buildingId, calendarId, calendar, newId("calendar", call.now));
  const ids = { id: newId("resource", call.now), buildingId, ...within };
  const { resource, events } = addResource(
    { ...wanted, timeZone: wanted.timeZone ?? standing.place.timeZone },
    ids,
    call.now,
  );
  const save = [addResourceRow(resource), ...standing.learned];
  return commit(call, { save, events, result: resource, refusals: CALENDAR_UNKNOWN });
}
