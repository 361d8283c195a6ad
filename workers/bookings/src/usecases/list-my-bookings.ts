import { personOf } from "#shared/core/actor";
import { load } from "#shared/worker/load";
import { afterOf, type Page, type PageQuery } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Booking } from "../domain/booking.ts";
import { bookingList, listBookings } from "../store/booking-lists.ts";

/** Everything a person booked or held, wherever, the latest start first. */
export async function listMyBookings(call: Call, { limit, cursor }: PageQuery): Promise<Page<Booking>> {
  const list = { userId: personOf(call.actor).id };
  const { bookings } = await load(call, { bookings: listBookings(list, afterOf(bookingList(list), cursor), limit) });
  return bookings;
}
