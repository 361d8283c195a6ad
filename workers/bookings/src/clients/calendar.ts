import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { logError } from "#shared/worker/log";
import type { Call, Env } from "../call.ts";
import type { Booking } from "../domain/booking.ts";
import type { Confirmed, PlaceWish, Taken } from "../domain/place.ts";

type Calendar = ReturnType<Env["CALENDARS"]["getByName"]>;
type CalendarId = Id<"calendar">;

/** How often a calendar is asked that was moved or restarted while it was asked. */
const TRIES = 2;

/** Asks the doorman of a calendar for a time. The same wish gets the same place. */
export const takePlace = (call: Call, calendarId: CalendarId, wish: PlaceWish): Promise<Taken> =>
  ask(call, calendarId, async (calendar) => calendar.take(wish));

/** Asks what `takePlace` would answer, with nothing changed. */
export const askForPlace = (call: Call, calendarId: CalendarId, wish: PlaceWish): Promise<Taken> =>
  ask(call, calendarId, async (calendar) => calendar.foretell(wish));

/** Asks that a held place no longer lapses. */
export const confirmPlace = (call: Call, { calendarId, id }: Booking): Promise<Confirmed> =>
  ask(call, calendarId, async (calendar) => calendar.confirm(id));

/** Frees a place whose booking the book says is over. */
export const releasePlace = (call: Call, { calendarId, id }: Pick<Booking, "calendarId" | "id">): Promise<void> =>
  ask(call, calendarId, async (calendar) => calendar.release(id));

/** The book has the booking. If this is lost, the calendar asks. */
export const tellSettled = (call: Call, { calendarId, id }: Booking): void =>
  call.defer(ask(call, calendarId, async (calendar) => calendar.settled(id)).catch(() => undefined));

/** The booking is over. If this is lost, our own event says it again; for a hold, its alarm asks. */
export const tellReleased = (call: Call, booking: Booking): void =>
  call.defer(releasePlace(call, booking).catch(() => undefined));

/** @throws AppError `service.unavailable` when the calendar cannot answer */
async function ask<T>(call: Call, calendarId: CalendarId, question: (calendar: Calendar) => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await question(call.env.CALENDARS.getByName(calendarId));
    } catch (error) {
      if (left > 1 && isRetryable(error)) continue;
      logError("calendar.failed", error, { calendarId, operation: call.operation, requestId: call.requestId });
      throw new AppError("service.unavailable", { cause: error });
    }
  }
}

/** An overloaded object is not asked again: that would not help it. */
const isRetryable = (error: unknown): boolean =>
  error instanceof Error &&
  "retryable" in error &&
  error.retryable === true &&
  !("overloaded" in error && error.overloaded === true);
