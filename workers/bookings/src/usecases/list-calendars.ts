import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { homesOf, placeById, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import { afterOf, type Page, type PageQuery } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Calendar } from "../domain/calendar.ts";
import { calendarList, listCalendarsOf } from "../store/calendars.ts";

/** The calendars of a building that resources may share, in the order they were made. */
export async function listCalendars(
  call: Call,
  buildingId: Id<"building">,
  { limit, cursor }: PageQuery,
): Promise<Page<Calendar>> {
  const { calendars, ...known } = await load(call, {
    calendars: listCalendarsOf(buildingId, afterOf(calendarList(buildingId), cursor), limit),
    place: placeById(buildingId),
    homes: homesOf(call.actor),
  });
  const { place, homes } = await standingIn(call, buildingId, known);
  demand(call.actor, place, "resource.update", homes.length > 0);
  return calendars;
}
