import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { demandUnused } from "../domain/calendar.ts";
import {
  CALENDAR_IN_USE,
  calendarById,
  placeOfCalendar,
  removeCalendarRow,
  useOfCalendar,
} from "../store/calendars.ts";

/** Remove a calendar that no resource is in. Nothing is taught: there is nobody left for whom it holds. */
export async function removeCalendar(call: Call, id: Id<"calendar">): Promise<void> {
  const { calendar, use, ...known } = await load(call, {
    calendar: calendarById(id),
    use: useOfCalendar(id, call.now),
    place: placeOfCalendar(id),
    homes: homesOf(call.actor),
  });
  const standing = await standingIn(call, calendar.buildingId, known);
  demand(call.actor, standing.place, "resource.update", standing.homes.length > 0);
  demandVersion(call, calendar.version);
  demandUnused(use);
  const save = [removeCalendarRow(calendar, call.now), ...standing.learned];
  const audit = { subject: id, building: calendar.buildingId };
  await commit(call, { save, events: [], result: null, audit, refusals: CALENDAR_IN_USE });
}
