import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { tellSharing } from "../clients/calendar.ts";
import { type Calendar, type CalendarChange, changeCalendar, sharingOf } from "../domain/calendar.ts";
import { calendarById, placeOfCalendar, saveCalendar } from "../store/calendars.ts";

/** Change what holds for all resources of a calendar. What is booked already stays booked. */
export async function updateCalendar(call: Call, id: Id<"calendar">, change: CalendarChange): Promise<Calendar> {
  const { before, ...known } = await load(call, {
    before: calendarById(id),
    place: placeOfCalendar(id),
    homes: homesOf(call.actor),
  });
  const standing = await standingIn(call, before.buildingId, known);
  demand(call.actor, standing.place, "resource.update", standing.homes.length > 0);
  demandVersion(call, before.version);
  const { calendar, events, fields } = changeCalendar(before, change, call.now);
  const save = fields.length > 0 ? [saveCalendar(calendar), ...standing.learned] : standing.learned;
  await commit(call, { save, events, result: calendar, audit: { subject: id, building: calendar.buildingId, fields } });
  tellSharing(call, id, sharingOf(calendar));
  return calendar;
}
