import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { holidayById, placeOfHoliday, removeHolidayRow } from "../store/holidays.ts";

/** Make a holiday a day like any other again. */
export async function removeHoliday(call: Call, id: Id<"holiday">): Promise<void> {
  const { holiday, ...known } = await load(call, {
    holiday: holidayById(id),
    place: placeOfHoliday(id),
    homes: homesOf(call.actor),
  });
  const standing = await standingIn(call, holiday.buildingId, known);
  demand(call.actor, standing.place, "resource.update", standing.homes.length > 0);
  demandVersion(call, holiday.version);
  const save = [removeHolidayRow(holiday), ...standing.learned];
  await commit(call, { save, events: [], result: null, audit: { subject: id, building: holiday.buildingId } });
}
