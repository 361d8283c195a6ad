import type { Id } from "#shared/core/ids";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { WholeSeries } from "../domain/series.ts";
import { sideOf } from "../domain/standing.ts";
import { bookingsOfSeries, placeOfSeries, seriesById } from "../store/series.ts";

/** For the person who has it, and for those who run the building. */
export async function getSeries(call: Call, id: Id<"series">): Promise<WholeSeries> {
  const reads = { series: seriesById(id), bookings: bookingsOfSeries(id), place: placeOfSeries(id) };
  const { series, bookings, place } = await load(call, reads);
  sideOf(series, call.actor, place, "booking.read");
  return { series, bookings };
}
