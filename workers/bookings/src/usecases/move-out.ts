import type { Home } from "#shared/core/homes";
import { commit } from "#shared/worker/commit";
import { homesOfUser, keepHome } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { expectQuietEnds, tellReleased } from "../clients/calendar.ts";
import { cancel, isOpenAhead } from "../domain/cancelling.ts";
import { isLeftBehind, withHome } from "../domain/standing.ts";
import { aheadOf, saveBooking } from "../store/bookings.ts";

/**
 * Somebody's home ends: what they booked in the building for a time when they have no home there is given up. Heard again it
 * says only where they lived: what there was to give up was given up the first time.
 */
export async function moveOut(call: Call, home: Home): Promise<void> {
  const { homes, ahead } = await load(call, { homes: homesOfUser(home.userId), ahead: aheadOf(home.userId, call.now) });
  const left = withHome(homes, home);
  const given = (call.heard?.replay ? [] : ahead)
    .filter((booking) => booking.buildingId === home.buildingId && isLeftBehind(booking, left))
    .filter((booking) => isOpenAhead(booking, call.now))
    .map((booking) => cancel(booking, "moved_out", call.now));
  await expectQuietEnds(call, given);
  await commit(call, {
    save: [keepHome(home), ...given.map(({ booking }) => saveBooking(booking))],
    events: given.flatMap(({ events }) => events),
    result: undefined,
  });
  tellReleased(call, ...given.map(({ booking }) => booking));
}
