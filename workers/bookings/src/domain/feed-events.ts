import type { Id } from "#shared/core/ids";
import { days, type Instant } from "#shared/core/time";
import { BOOKING_STATUSES, type BookingStatus } from "#shared/core/vocabulary";
import type { Booking } from "./booking.ts";
import type { Feed } from "./feed.ts";

/** How far back a feed reaches. */
export const FEED_PAST = days(90);
/** How long a feed goes on showing that something was given up. */
export const CANCELLED_SHOWN = days(30);
/** The most events in one feed; those nearest to now are kept. */
export const FEED_EVENTS_LIMIT = 1000;

/** RFC 5545, section 3.8.1.11. */
export type EventStatus = "CONFIRMED" | "TENTATIVE" | "CANCELLED";

/** What a calendar shows of a booking; null where nothing. */
export const SHOWN_AS = {
  held: "TENTATIVE",
  requested: "TENTATIVE",
  offered: "TENTATIVE",
  confirmed: "CONFIRMED",
  checked_in: "CONFIRMED",
  checked_out: "CONFIRMED",
  cancelled: "CANCELLED",
  rejected: "CANCELLED",
  no_show: null,
  waiting: null,
  lapsed: null,
} as const satisfies Record<BookingStatus, EventStatus | null>;

export const statusesShownAs = (shown: EventStatus): BookingStatus[] =>
  BOOKING_STATUSES.filter((status) => SHOWN_AS[status] === shown);

/** What a title begins with, in no language: there are programs that show no state, and what was given up as if it stood. */
const MARKS = { CONFIRMED: "", TENTATIVE: "? ", CANCELLED: "✗ " } as const satisfies Record<EventStatus, string>;

/** What a feed needs of a booking. */
export interface FeedBooking
  extends Pick<
    Booking,
    | "id"
    | "resourceName"
    | "userId"
    | "startAt"
    | "endAt"
    | "attendees"
    | "status"
    | "createdAt"
    | "updatedAt"
    | "version"
  > {
  readonly buildingName: string | null;
  readonly buildingVersion: number | null;
  /** The home it was booked from, as its door says; null for who booked by a grant, or is no longer here. */
  readonly unitLabel: string | null;
}

/** One event of a calendar. */
export interface FeedEvent {
  readonly id: Id<"booking">;
  /** Higher after each change of the booking or its building: programs keep what they have of an event whose number they know. */
  readonly sequence: number;
  readonly status: EventStatus;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly summary: string;
  readonly location: string | null;
  readonly description: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What a feed shows of these bookings, the earliest first: to a person their own, to staff also who has it and with how many. */
export const eventsOf = ({ resourceId }: Pick<Feed, "resourceId">, bookings: readonly FeedBooking[]): FeedEvent[] =>
  bookings
    .flatMap((booking) => {
      const status = SHOWN_AS[booking.status];
      return status === null ? [] : [eventOf(booking, status, resourceId !== null)];
    })
    .sort((a, b) => a.startAt - b.startAt || (a.id < b.id ? -1 : 1));

function eventOf(booking: FeedBooking, status: EventStatus, forStaff: boolean): FeedEvent {
  const { id, resourceName, unitLabel, userId, attendees, startAt, endAt, createdAt, updatedAt, version } = booking;
  const title = forStaff ? `${resourceName}: ${unitLabel ?? "–"} (${attendees})` : resourceName;
  return {
    id,
    sequence: version + (booking.buildingVersion ?? 0),
    status,
    startAt,
    endAt,
    summary: `${MARKS[status]}${title}`,
    location: booking.buildingName,
    description: forStaff ? userId : null,
    createdAt,
    updatedAt,
  };
}
