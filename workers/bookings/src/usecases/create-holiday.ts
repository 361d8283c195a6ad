import { demand } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { wallClock } from "#shared/core/time";
import { commit } from "#shared/worker/commit";
import { homesOf, placeById, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { addHoliday, countOn, type Holiday } from "../domain/holiday.ts";
import { addHolidayRow, HOLIDAYS_FULL, holidaysBeside, standingAround } from "../store/holidays.ts";

/** Add a holiday to a building. What is booked on it stays booked: who adds it is told how much that is. */
export async function createHoliday(
  call: Call,
  buildingId: Id<"building">,
  wanted: Pick<Holiday, "date" | "name">,
): Promise<Holiday & { readonly bookings: number }> {
  const {
    beside,
    standing: booked,
    ...known
  } = await load(call, {
    beside: holidaysBeside(buildingId, wanted.date),
    standing: standingAround(buildingId, wanted.date, call.now),
    place: placeById(buildingId),
    homes: homesOf(call.actor),
  });
  const standing = await standingIn(call, buildingId, known);
  demand(call.actor, standing.place, "resource.update", standing.homes.length > 0);
  const today = wallClock(call.now, standing.place.timeZone).date;
  const ids = { id: newId("holiday", call.now), buildingId };
  const holiday = addHoliday({ ...wanted, ...ids }, beside, today, call.now);
  const result = { ...holiday, bookings: countOn(holiday.date, booked) };
  return commit(call, {
    save: [addHolidayRow(holiday), ...standing.learned],
    events: [],
    result,
    audit: { subject: holiday.id, building: buildingId },
    refusals: HOLIDAYS_FULL,
  });
}
