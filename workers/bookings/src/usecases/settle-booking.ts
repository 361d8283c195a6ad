import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { Place, Verdict } from "../domain/place.ts";
import { settle } from "../domain/settlement.ts";
import { addBooking, bookingOf, saveBooking } from "../store/bookings.ts";
import { resourceOfPlace } from "../store/resources.ts";

/** Finishes in the book what was left half done with a place, and says what becomes of the place. Of one in doubt the book learns nothing. */
export async function settleBooking(call: Call, place: Place, isInDoubt: boolean): Promise<Verdict> {
  const { booking, resource } = await load(call, {
    booking: bookingOf(place.bookingId),
    resource: resourceOfPlace(place),
  });
  const { verdict, change } = settle(place, booking, resource, call.now, isInDoubt);
  const save = change ? [change.isNew ? addBooking(change.booking) : saveBooking(change.booking)] : [];
  return commit(call, { save, events: change?.events ?? [], result: verdict });
}
