import { personOf } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { demandHome, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { askForPlaces, takePlaces, tellSettled } from "../clients/calendar.ts";
import { stands } from "../domain/booking.ts";
import { asSeries, type Conflicts, demandFits, fitOf, seriesKeyOf, type WholeSeries } from "../domain/series.ts";
import { candidatesOf, grantedOf, newSeries } from "../domain/series-request.ts";
import { bookerOf } from "../domain/standing.ts";
import { type Asked, byClock, requestKeyOf } from "../domain/wish.ts";
import { addBooking, TOO_LATE } from "../store/bookings.ts";
import { stillHome } from "../store/homes.ts";
import { readsOfSeries } from "../store/requests.ts";
import { addSeries } from "../store/series.ts";

interface Wanted extends Asked {
  readonly rule: string;
  readonly conflicts: Conflicts;
  /** Says what would come of it, and changes nothing. */
  readonly dryRun: boolean;
}

/** Book a time again and again by a rule: what cannot be had is skipped and told, or nothing is booked. */
export async function createSeries(call: Call, resourceId: Id<"resource">, wanted: Wanted): Promise<WholeSeries> {
  const { rule, conflicts, dryRun, ...asked } = wanted;
  const actor = personOf(call.actor);
  const userId = asked.userId ?? actor.id;
  const requestKey = seriesKeyOf(requestKeyOf(actor.id, call.key, resourceId, asked), rule, conflicts);
  const asking = { ...asked, resourceId, userId, requestKey };
  const { place: known, homes, theirs, last, ...facts } = await load(call, readsOfSeries(call, asking));
  const { resource } = facts;
  const standing = await standingIn(call, resource.buildingId, { place: known, homes });
  demandHome(call, standing, "booking.create");
  const wish = byClock(asked, resource);
  const request = { ...facts, wish, rule, userId, requestKey };
  const before = [...facts.befores.values()].filter(({ seriesId }) => seriesId === last?.id);
  if (last && before.some((one) => stands(one, call.now)))
    return { series: last, bookings: before.toSorted((a, b) => a.startAt - b.startAt) };

  const booker = bookerOf({ ...standing, actor, userId, theirs }, call.now);
  const early = candidatesOf(request, booker, () => newId("booking", call.now), call.now);
  const fit = fitOf(early.candidates.length, early.skipped);
  demandFits(conflicts, fit, early.skipped);
  const wishes = early.candidates.map(({ place }) => place);
  const { calendarId } = resource;
  const told = dryRun
    ? await askForPlaces(call, calendarId, wishes)
    : await takePlaces(call, calendarId, wishes, conflicts === "fail");
  const whose = { bookedBy: booker.bookedBy, seriesId: newId("series", call.now) };
  const { made, skipped } = grantedOf(request, early.candidates, told, whose, call.now);
  const series = newSeries(request, whose.seriesId, fit.count, [...early.skipped, ...skipped], call.now);
  demandFits(conflicts, { ...fit, left: made.length }, series.skipped);
  const result = { series, bookings: made.map(({ booking }) => booking) };
  if (dryRun) return result;
  const lived = new Map(early.candidates.flatMap(({ home }) => (home ? [[home.unitId, home]] : [])));
  await commit(call, {
    save: [
      ...standing.learned,
      ...[...lived.values()].map(stillHome),
      addSeries(series),
      ...result.bookings.map(addBooking),
    ],
    events: asSeries(
      series.id,
      made.flatMap(({ events }) => events),
    ),
    result,
    audit: { subject: series.id, building: series.buildingId, ...(booker.bookedBy && { onBehalfOf: userId }) },
    refusals: TOO_LATE,
  });
  tellSettled(call, ...result.bookings);
  return result;
}
