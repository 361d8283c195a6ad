import * as v from "valibot";
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

/** Said once, when the request is whole. */
export const BookingCreated = defineEvent(
  "booking.created",
  1,
  v.object({ ...booking.entries, status: v.picklist(["confirmed", "requested", "held"]) }),
);

export const BookingCancelled = defineEvent(
  "booking.cancelled",
  1,
  v.object({ ...booking.entries, cause: v.picklist(["person", "staff", "moved_out", "blackout"]) }),
);

export const BookingCheckedIn = defineEvent("booking.checked_in", 1, booking);

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
