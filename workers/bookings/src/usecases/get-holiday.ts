import type { Id } from "#shared/core/ids";
import { demandHome, homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { Holiday } from "../domain/holiday.ts";
import { holidayById, placeOfHoliday } from "../store/holidays.ts";

/** For the people who live there, and for those who run it. */
export async function getHoliday(call: Call, id: Id<"holiday">): Promise<Holiday> {
  const { holiday, ...known } = await load(call, {
    holiday: holidayById(id),
    place: placeOfHoliday(id),
    homes: homesOf(call.actor),
  });
  demandHome(call, await standingIn(call, holiday.buildingId, known), "resource.read");
  return holiday;
}
