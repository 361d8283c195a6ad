import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { movePlaces, tellSettled } from "../clients/calendar.ts";
import { calendarRulesOf } from "../domain/request.ts";
import { asSeries, type SkippedOccurrence, type WholeSeries } from "../domain/series.ts";
import { asksOf, demandMoves, meantBy, movedOf, moversOf, type SeriesMoveWish } from "../domain/series-moving.ts";
import { onBehalfOf, sideOf } from "../domain/standing.ts";
import { MOVED_TOO_LATE, saveBooking } from "../store/bookings.ts";
import { homesBehindSeries, stillHome } from "../store/homes.ts";
import { startedBesideSeries } from "../store/requests.ts";
import { blackoutsOfSeries, bookableOfSeries, bookingsOfSeries, placeOfSeries, seriesById } from "../store/series.ts";

interface Wanted extends SeriesMoveWish {
  /** Says what would come of it, and changes nothing. */
  readonly dryRun: boolean;
}

/** A series with its bookings, and which of them a move changed or left as they were, by position. */
export interface MovedSeries extends WholeSeries {
  readonly moved: readonly number[];
  readonly skipped: readonly SkippedOccurrence[];
}

/** Another time, length or seats for one, the following or all of a series, as far as they are ahead. The calendar keeps both until the book has the new ones. */
export async function moveSeries(call: Call, id: Id<"series">, wanted: Wanted): Promise<MovedSeries> {
  const { dryRun, ...wish } = wanted;
  const { series, bookings, place, started, ...known } = await load(call, {
    series: seriesById(id),
    bookings: bookingsOfSeries(id),
    place: placeOfSeries(id),
    resource: bookableOfSeries(id, call.now),
    blackouts: blackoutsOfSeries(id, call.now),
    homes: homesBehindSeries(id),
    started: startedBesideSeries(id, call.now),
  });
  const side = sideOf(series, call.actor, place, "booking.update");
  const facts = { ...known, side };
  const meant = meantBy(wish, series, bookings, call.now);
  const early = moversOf(meant, wish, facts, call.now);
  demandMoves(wish, meant.length, early.skipped);
  const { resource } = facts;
  const terms = { rules: calendarRulesOf(resource), started };
  const asked = { resourceId: resource.id, moves: asksOf(early.movers, wish), ...terms };
  const told = await movePlaces(call, resource.calendarId, asked, dryRun);
  const { moved, skipped } = movedOf(early.movers, told, facts, call.now);
  const left = [...early.skipped, ...skipped].sort((a, b) => a.position - b.position);
  demandMoves(wish, meant.length, left);
  const after = new Map(moved.map(({ booking }) => [booking.id, booking]));
  const result = {
    series,
    bookings: bookings.map((one) => after.get(one.id) ?? one),
    moved: moved.map(({ booking }) => booking.seriesPosition ?? 0).sort((a, b) => a - b),
    skipped: left,
  };
  if (dryRun) return result;
  const inTime = moved.toSorted((a, b) => a.booking.startAt - b.booking.startAt);
  await commit(call, {
    save: [...facts.homes.map(stillHome), ...moved.map(({ booking }) => saveBooking(booking))],
    events: asSeries(
      id,
      inTime.flatMap(({ events }) => events),
    ),
    result,
    audit: {
      subject: id,
      building: series.buildingId,
      fields: [wish.scope, ...new Set(moved.flatMap(({ fields }) => fields))],
      ...onBehalfOf(series, side),
    },
    refusals: MOVED_TOO_LATE,
  });
  tellSettled(call, ...after.values());
  return result;
}
