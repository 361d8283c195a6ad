import { demand } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { homesOf, placeById, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { addCalendar, type Calendar } from "../domain/calendar.ts";
import { addCalendarRow } from "../store/calendars.ts";

type Wanted = Omit<Parameters<typeof addCalendar>[0], "timeZone"> & { readonly timeZone?: string | undefined };

/** Make a calendar that several resources may share; its clock is the building's unless another is named. */
export async function createCalendar(call: Call, buildingId: Id<"building">, wanted: Wanted): Promise<Calendar> {
  const known = await load(call, { place: placeById(buildingId), homes: homesOf(call.actor) });
  const standing = await standingIn(call, buildingId, known);
  demand(call.actor, standing.place, "resource.create", standing.homes.length > 0);
  const timeZone = wanted.timeZone ?? standing.place.timeZone;
  const ids = { id: newId("calendar", call.now), buildingId };
  const { calendar, events } = addCalendar({ ...wanted, timeZone }, ids, call.now);
  return commit(call, { save: [addCalendarRow(calendar), ...standing.learned], events, result: calendar });
}
