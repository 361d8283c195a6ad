import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { type Holiday, renameHoliday } from "../domain/holiday.ts";
import { holidayById, placeOfHoliday, saveHoliday } from "../store/holidays.ts";

/** Call a holiday otherwise. */
export async function updateHoliday(
  call: Call,
  id: Id<"holiday">,
  change: { readonly name?: string | undefined },
): Promise<Holiday> {
  const { before, ...known } = await load(call, {
    before: holidayById(id),
    place: placeOfHoliday(id),
    homes: homesOf(call.actor),
  });
  const standing = await standingIn(call, before.buildingId, known);
  demand(call.actor, standing.place, "resource.update", standing.homes.length > 0);
  demandVersion(call, before.version);
  const holiday = renameHoliday(before, change.name ?? before.name, call.now);
  const save = holiday === before ? standing.learned : [saveHoliday(holiday), ...standing.learned];
  const audit = { subject: id, building: before.buildingId, fields: holiday === before ? [] : ["name"] };
  return commit(call, { save, events: [], result: holiday, audit });
}
