import * as v from "valibot";
import { GIVABLE_STATUSES } from "../core/vocabulary.ts";
import { defineEvent } from "./event.ts";
import { id, instant, text } from "./shapes.ts";

const booking = v.object({
  bookingId: id("booking"),
  resourceId: id("resource"),
  calendarId: id("calendar"),
  resourceName: text,
  /** The person who has the booking, whoever made it. */
  userId: id("user"),
  startAt: instant,
  endAt: instant,
  timeZone: text,
});

/** Of what recurs: which of how many that are said at once, from 1 on. */
const series = v.optional(v.object({ id: id("series"), nth: v.number(), of: v.number() }));

/** Said once, when the request is whole. */
export const BookingCreated = defineEvent(
  "booking.created",
  1,
  v.object({ ...booking.entries, status: v.picklist(["confirmed", "requested", "held"]), series }),
);

export const BookingCancelled = defineEvent(
  "booking.cancelled",
  1,
  v.object({
    ...booking.entries,
    /** What it was until then. Where absent, it was booked or asked for. */
    fromStatus: v.optional(v.picklist(GIVABLE_STATUSES)),
    cause: v.picklist(["person", "staff", "moved_out", "blackout", "rejected"]),
    /** Of what a blackout ends of one person: which of how many, from 1 on. */
    blackout: v.optional(v.object({ id: id("blackout"), nth: v.number(), of: v.number() })),
    /** What was said about it. */
    reason: v.optional(text),
    series,
  }),
);

/** The house agreed to what was asked for. */
export const BookingConfirmed = defineEvent("booking.confirmed", 1, booking);

/** The house wants to know something before it decides. What it asked stays with the booking. */
export const BookingQuestionAsked = defineEvent("booking.question_asked", 1, booking);

/** The person answered. `askedBy`: who of the house had asked; null where they are gone. */
export const BookingQuestionAnswered = defineEvent(
  "booking.question_answered",
  1,
  v.object({ ...booking.entries, askedBy: v.nullable(id("user")) }),
);

/** Nobody came back for an offer, decided about a request, or gave up a time that somebody waited for. */
export const BookingExpired = defineEvent("booking.expired", 1, booking);

/** A time that somebody waited for is free, and theirs until then. */
export const BookingWaitlistOffered = defineEvent(
  "booking.waitlist_offered",
  1,
  v.object({ ...booking.entries, until: instant }),
);

/** It is at another time than it was. */
export const BookingMoved = defineEvent(
  "booking.moved",
  1,
  v.object({
    ...booking.entries,
    fromStartAt: instant,
    fromEndAt: instant,
    /** It is only held, and the house moved it. */
    isHeld: v.optional(v.boolean()),
    series,
  }),
);

export const BookingCheckedIn = defineEvent("booking.checked_in", 1, booking);

/** Nobody came in time, and the rest of it is free. */
export const BookingNoShow = defineEvent("booking.no_show", 1, booking);

/** Also said when a resource is made, and when it is withdrawn. */
export const ResourceUpdated = defineEvent(
  "resource.updated",
  1,
  v.object({
    resourceId: id("resource"),
    buildingId: id("building"),
    name: text,
    type: text,
    status: v.picklist(["available", "blocked", "withdrawn"]),
  }),
);

/** Also said when a calendar that resources may share is made. */
export const CalendarUpdated = defineEvent(
  "calendar.updated",
  1,
  v.object({ calendarId: id("calendar"), buildingId: id("building"), name: text, isExclusive: v.boolean() }),
);
