import type { Home } from "#shared/core/homes";
import { commit } from "#shared/worker/commit";
import { homesAsked, homesOfUser, keepHome } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { expectQuietEnds, tellReleased } from "../clients/calendar.ts";
import { cancel, isOpenAhead } from "../domain/cancelling.ts";
import { isLeftBehind, withHome } from "../domain/standing.ts";
import { aheadOf, saveBooking, stillAhead } from "../store/bookings.ts";

/**
 * Somebody's home ends: what they booked in the building for a time when they have no home there is given up. They may have
 * moved within it, and the new home be heard of later: residency is asked before anything is taken from them. Heard again it
 * says only where they lived: what there was to give up was given up the first time.
 */
export async function moveOut(call: Call, home: Home): Promise<void> {
  const { userId, buildingId } = home;
  const { homes, ahead } = await load(call, { homes: homesOfUser(userId), ahead: aheadOf(userId, call.now) });
  const here = (call.heard?.replay ? [] : ahead).filter(
    (booking) => booking.buildingId === buildingId && isOpenAhead(booking, call.now),
  );
  const leftBehind = (known: readonly Home[]) => here.filter((booking) => isLeftBehind(booking, known));
  const known = withHome(homes, home);
  const asked = leftBehind(known).length > 0 ? await homesAsked(call, userId, buildingId) : [];
  const given = leftBehind(asked.reduce(withHome, known)).map((booking) => cancel(booking, "moved_out", call.now));
  await expectQuietEnds(call, given);
  await commit(call, {
    save: [
      stillAhead(userId, ahead, call.now),
      ...[home, ...asked].map(keepHome),
      ...given.map(({ booking }) => saveBooking(booking)),
    ],
    events: given.flatMap(({ events }) => events),
    result: undefined,
  });
  tellReleased(call, ...given.map(({ booking }) => booking));
}
