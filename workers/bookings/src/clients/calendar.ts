import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { Stale } from "#shared/worker/commit";
import { logError } from "#shared/worker/log";
import type { Call, Env } from "../call.ts";
import type { Listed, Rebuilt } from "../domain/agreement.ts";
import type { Booking, Changed } from "../domain/booking.ts";
import type { Sharing } from "../domain/calendar.ts";
import { type Booked, bookedOf, type MoveTerms, type PlaceMoves, seatsOf } from "../domain/moving.ts";
import type { Approved, CalendarRules, Confirmed, Moved, PlaceWish, Taken, UnderWay } from "../domain/place.ts";
import type { Begun } from "../domain/quotas.ts";
import type { Resource } from "../domain/resource.ts";
import type { Party } from "../domain/seats.ts";

type Calendar = ReturnType<Env["CALENDARS"]["getByName"]>;
type CalendarId = Id<"calendar">;
type Which = Pick<Booking, "calendarId" | "id">;
/** With the version that ends it. */
type Ended = Which & Pick<Booking, "version">;

/** How often a calendar is asked that was moved or restarted while it was asked. */
const TRIES = 2;

/** Asks the doorman of a calendar for a time. The same wish gets the same place. */
export const takePlace = (call: Call, calendarId: CalendarId, wish: PlaceWish): Promise<Taken> =>
  ask(call, calendarId, async (calendar) => calendar.take(wish));

/** Asks what `takePlace` would answer, with nothing changed. */
export const askForPlace = (call: Call, calendarId: CalendarId, wish: PlaceWish): Promise<Taken> =>
  ask(call, calendarId, async (calendar) => calendar.foretell(wish));

/** Asks for many times in one turn: each that can be had, or, if they must be whole, all or none. */
export const takePlaces = (
  call: Call,
  calendarId: CalendarId,
  wishes: readonly PlaceWish[],
  isWhole: boolean,
): Promise<Taken[]> => ask(call, calendarId, async (calendar) => calendar.takeMany([...wishes], isWhole));

/** Asks what `takePlaces` would answer, with nothing changed. */
export const askForPlaces = (call: Call, calendarId: CalendarId, wishes: readonly PlaceWish[]): Promise<Taken[]> =>
  ask(call, calendarId, async (calendar) => calendar.foretellMany([...wishes]));

/** Asks that a held or offered place no longer lapses. */
export const confirmPlace = (call: Call, { calendarId, id, ...booking }: Which & Party): Promise<Confirmed> =>
  ask(call, calendarId, async (calendar) => calendar.confirm(id, seatsOf(booking)));

/** Asks that a place which was asked for is taken, if nobody has it by now. */
export const approvePlace = (call: Call, { calendarId, id, ...booking }: Which & Party): Promise<Approved> =>
  ask(call, calendarId, async (calendar) => calendar.approve(id, seatsOf(booking)));

/**
 * Asks for another time, or other seats, in place of those a booking has.
 *
 * @throws Stale while another move of it may still reach the book
 */
export async function movePlace(
  call: Call,
  { calendarId, id, ...booking }: Which & Booked,
  to: Party,
  terms: MoveTerms,
): Promise<Moved> {
  const told = await ask(call, calendarId, async (calendar) => calendar.move(id, bookedOf(booking), to, terms));
  return known(told);
}

/** Asks what `movePlace` would answer, with nothing changed. */
export async function askToMove(
  call: Call,
  { calendarId, resourceId, id, ...booking }: Which & Booked & Pick<Booking, "resourceId">,
  to: Party,
  terms: MoveTerms,
): Promise<Moved> {
  const moves = [{ bookingId: id, from: bookedOf(booking), to, mustMove: true }];
  const [told] = await movePlaces(call, calendarId, { resourceId, moves, ...terms }, true);
  if (!told) throw new Error("a calendar answers every move");
  return told;
}

/**
 * Asks for other times of many bookings of a resource in one turn: each that can move, or none where one cannot that must. A dry run only says so.
 *
 * @throws Stale as `movePlace`
 */
export async function movePlaces(
  call: Call,
  calendarId: CalendarId,
  asked: PlaceMoves,
  isDryRun: boolean,
): Promise<Moved[]> {
  if (asked.moves.length === 0) return [];
  const told = await ask(call, calendarId, async (calendar) => calendar.moveMany(asked, isDryRun));
  return told.map(known);
}

function known(told: Moved | UnderWay): Moved {
  if (told.outcome === "under_way") throw new Stale("another move is under way");
  return told;
}

/** Says that the book is about to end bookings of which no event of ours will say that it did. */
export async function expectQuietEnds(call: Call, ends: readonly Changed[]): Promise<void> {
  await expectEnds(
    call,
    ends.filter(({ events }) => events.length === 0).map(({ booking }) => booking),
  );
}

/** Has the calendars ask the book about these, should nobody tell them that they are over. */
export async function expectEnds(call: Call, ended: readonly Ended[]): Promise<void> {
  for (const [calendarId, all] of Map.groupBy(ended, (booking) => booking.calendarId)) {
    // That it was open before is no news of its end.
    const open = all.map(({ id: bookingId, version }) => ({ bookingId, version: version - 1 }));
    await ask(call, calendarId, async (calendar) => calendar.expectEnds(open));
  }
}

/** Takes a person who asked for others, and may ask no more, out of what these calendars keep. */
export async function forgetAskerIn(call: Call, calendarIds: readonly CalendarId[], userId: Id<"user">): Promise<void> {
  for (const calendarId of calendarIds) await ask(call, calendarId, async (calendar) => calendar.forgetAsker(userId));
}

/** Frees a place whose booking the book says is over. */
export const releasePlace = (call: Call, { calendarId, id }: Which): Promise<void> =>
  ask(call, calendarId, async (calendar) => calendar.release([id]));

/** Says how a resource may be booked from now on, and what those who wait began to use of it. */
export const teachRules = (
  call: Call,
  calendarId: CalendarId,
  resourceId: Id<"resource">,
  rules: CalendarRules,
  begun: readonly Begun[] = [],
): Promise<void> => ask(call, calendarId, async (calendar) => calendar.learn(resourceId, rules, [...begun]));

/** Says what holds from now on for all resources of a calendar. */
export const teachSharing = (call: Call, calendarId: CalendarId, sharing: Sharing): Promise<void> =>
  ask(call, calendarId, async (calendar) => calendar.learnSharing(sharing));

/** What a calendar has of a resource: every place, and the rules. */
export const listOf = (call: Call, { calendarId, id }: Pick<Resource, "calendarId" | "id">): Promise<Listed> =>
  ask(call, calendarId, async (calendar) => calendar.list(id));

/** Gives a calendar what the book has of a resource. */
export const rebuildPlaces = (
  call: Call,
  { calendarId, id }: Pick<Resource, "calendarId" | "id">,
  rules: CalendarRules,
  book: readonly Rebuilt[],
): Promise<void> => ask(call, calendarId, async (calendar) => calendar.rebuild(id, rules, [...book]));

/** The same, once the resource is in the book. If this is lost, our own event says it again. */
export const tellRules = (...told: Parameters<typeof teachRules>): void =>
  told[0].defer(teachRules(...told).catch(() => undefined));

/** The same, once the calendar is in the book. If this is lost, our own event says it again. */
export const tellSharing = (...told: Parameters<typeof teachSharing>): void =>
  told[0].defer(teachSharing(...told).catch(() => undefined));

/** The book has these bookings as they are. If this is lost, the calendar asks. */
export const tellSettled = (call: Call, ...bookings: readonly Booking[]): void =>
  tellEach(call, bookings, (calendar, all) =>
    calendar.settled(
      all.map(({ id: bookingId, status: state, ...booking }) => ({ bookingId, state, ...bookedOf(booking) })),
    ),
  );

/** These bookings are over. If this is lost, our own event says it again, or the calendar asks, because it expects their end. */
export const tellReleased = (call: Call, ...bookings: readonly Which[]): void =>
  tellEach(call, bookings, (calendar, all) => calendar.release(all.map(({ id }) => id)));

/** This booking was used. If this is lost, the calendar asks, because it expects the end. */
export const tellUsed = (call: Call, booking: Booking): void =>
  tellEach(call, [booking], (calendar) => calendar.used({ bookingId: booking.id, ...seatsOf(booking) }));

/** Tells each calendar of its own in one call, once the answer has left. */
function tellEach<B extends Which>(
  call: Call,
  bookings: readonly B[],
  tell: (calendar: Calendar, all: readonly B[]) => Promise<void>,
): void {
  for (const [calendarId, all] of Map.groupBy(bookings, (booking) => booking.calendarId))
    call.defer(ask(call, calendarId, async (calendar) => tell(calendar, all)).catch(() => undefined));
}

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
