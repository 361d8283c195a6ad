import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { expectEnds, expectQuietEnds, forgetAskerIn, tellReleased } from "../clients/calendar.ts";
import { cancel, isOpenAhead } from "../domain/cancelling.ts";
import { forgetCloser } from "../store/blackouts.ts";
import { aheadOf, saveBooking, stillAhead } from "../store/bookings.ts";
import { dropFeedsOf } from "../store/feeds.ts";
import { calendarsOfBooker, endedInWordsOf, forgetAsker, forgetBooker, forgetInBookings } from "../store/forgotten.ts";
import { keepGone } from "../store/runners.ts";
import { forgetAskerOfSeries, forgetInSeries } from "../store/series.ts";

/** Somebody deleted their account: what is ahead of them is given up, no booking names them any more, and their feeds end. */
export async function forgetPerson(call: Call, userId: Id<"user">, version: number): Promise<void> {
  const { ahead, ended, calendars } = await load(call, {
    ahead: aheadOf(userId, call.now),
    ended: endedInWordsOf(userId, call.now),
    calendars: calendarsOfBooker(userId),
  });
  const given = ahead
    .filter((booking) => isOpenAhead(booking, call.now))
    .map((booking) => cancel(booking, "person", call.now));
  await expectQuietEnds(call, given);
  await expectEnds(call, ended);
  await forgetAskerIn(call, calendars, userId);
  await commit(call, {
    save: [
      stillAhead(userId, ahead, call.now),
      ...given.map(({ booking }) => saveBooking(booking)),
      forgetInBookings(userId),
      forgetBooker(userId),
      forgetAsker(userId),
      forgetCloser(userId),
      dropFeedsOf(userId),
      forgetInSeries(userId),
      forgetAskerOfSeries(userId),
      keepGone(userId, version),
    ],
    events: given.flatMap(({ events }) => events),
    result: undefined,
  });
  tellReleased(call, ...given.map(({ booking }) => booking));
}
