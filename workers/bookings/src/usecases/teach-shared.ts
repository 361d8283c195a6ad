import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { teachSharing } from "../clients/calendar.ts";
import { sharingOf } from "../domain/calendar.ts";
import { calendarOf } from "../store/calendars.ts";

/** A shared calendar has changed: whoever waits for one of its resources may find room now. One that was removed has none. */
export async function teachShared(call: Call, id: Id<"calendar">): Promise<void> {
  const { calendar } = await load(call, { calendar: calendarOf(id) });
  if (calendar) await teachSharing(call, id, sharingOf(calendar));
  await commit(call, { save: [], events: [], result: undefined });
}
