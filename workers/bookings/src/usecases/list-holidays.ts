import type { Id } from "#shared/core/ids";
import { demandHome, homesOf, placeById, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import { afterOf, type Page, type PageQuery } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Holiday } from "../domain/holiday.ts";
import { holidayList, listHolidaysOf } from "../store/holidays.ts";

/** The holidays of a building, by their dates; all, or those of a year. */
export async function listHolidays(
  call: Call,
  buildingId: Id<"building">,
  { limit, cursor, year }: PageQuery & { readonly year?: number | undefined },
): Promise<Page<Holiday>> {
  const { holidays, ...known } = await load(call, {
    holidays: listHolidaysOf(buildingId, year, afterOf(holidayList(buildingId, year), cursor), limit),
    place: placeById(buildingId),
    homes: homesOf(call.actor),
  });
  demandHome(call, await standingIn(call, buildingId, known), "resource.read");
  return holidays;
}
