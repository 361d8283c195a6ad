import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { expectQuietEnds, tellReleased } from "../clients/calendar.ts";
import { callOff, type Giving, giveUp, isOpenAhead } from "../domain/cancelling.ts";
import { asSeries, demandPosition, type Scope, type WholeSeries, whichOf } from "../domain/series.ts";
import { onBehalfOf, sideOf } from "../domain/standing.ts";
import { saveBooking } from "../store/bookings.ts";
import { bookingsOfSeries, placeOfSeries, seriesById } from "../store/series.ts";

interface Wanted extends Giving {
  readonly scope: Scope;
  /** The occurrence from which on, or which alone. */
  readonly position: number;
}

/** Give one, the following or all of a series up, as far as they are ahead: by the policy of each, all or none. */
export async function cancelSeries(call: Call, id: Id<"series">, wanted: Wanted): Promise<WholeSeries> {
  const reads = { series: seriesById(id), bookings: bookingsOfSeries(id), place: placeOfSeries(id) };
  const { series, bookings, place } = await load(call, reads);
  const side = sideOf(series, call.actor, place, "booking.update");
  const { scope, position, ...giving } = wanted;
  demandPosition(series, position);
  const meant = whichOf(scope, bookings, position).filter((one) => isOpenAhead(one, call.now));
  const act = side === "person" ? giveUp : callOff;
  const given = meant.map((one) => act(one, giving, call.now));
  await expectQuietEnds(call, given);
  const after = new Map(given.map(({ booking }) => [booking.id, booking]));
  const result = { series, bookings: bookings.map((one) => after.get(one.id) ?? one) };
  await commit(call, {
    save: given.map(({ booking }) => saveBooking(booking)),
    events: asSeries(
      id,
      given.flatMap(({ events }) => events),
    ),
    result,
    audit: { subject: id, building: series.buildingId, fields: [scope], ...onBehalfOf(series, side) },
  });
  tellReleased(call, ...given.map(({ booking }) => booking));
  return result;
}
