import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { releasePlace } from "../clients/calendar.ts";

/** Frees the time of a booking that the book says is over. */
export async function releaseSlot(call: Call, calendarId: Id<"calendar">, bookingId: Id<"booking">): Promise<void> {
  await load(call, {});
  await releasePlace(call, { calendarId, id: bookingId });
  await commit(call, { save: [], events: [], result: undefined });
}
