import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { Calendar } from "../domain/calendar.ts";
import { calendarById, placeOfCalendar } from "../store/calendars.ts";

/** A calendar that several resources may share, for those who run them. */
export async function getCalendar(call: Call, id: Id<"calendar">): Promise<Calendar> {
  const { calendar, ...known } = await load(call, {
    calendar: calendarById(id),
    place: placeOfCalendar(id),
    homes: homesOf(call.actor),
  });
  const { place, homes } = await standingIn(call, calendar.buildingId, known);
  demand(call.actor, place, "resource.update", homes.length > 0);
  return calendar;
}
