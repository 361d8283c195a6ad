import { describe, expect, it } from "vitest";
import { brokenPromises, type History } from "./survival/history.ts";

const kept: History = {
  writes: [
    { key: "k1", who: 0, operation: "book", outcome: "acknowledged", bookingId: "b1" },
    { key: "k2", who: 1, operation: "book", outcome: "acknowledged", bookingId: "b2" },
    { key: "k3", who: 1, operation: "cancel", outcome: "acknowledged", bookingId: "b2" },
    { key: "k4", who: 0, operation: "book", outcome: "refused", refusal: "booking.slot_taken" },
  ],
  bookings: [
    { id: "b1", who: 0, resourceId: "r", status: "confirmed", startAt: "2026-01-01T10", endAt: "2026-01-01T11" },
    { id: "b2", who: 1, resourceId: "r", status: "cancelled", startAt: "2026-01-01T10", endAt: "2026-01-01T11" },
  ],
  inbox: [
    { who: 0, type: "booking.created", subject: "b1" },
    { who: 1, type: "booking.created", subject: "b2" },
    { who: 1, type: "booking.cancelled", subject: "b2" },
  ],
  audit: [
    { operation: "createBooking", subject: "b1" },
    { operation: "createBooking", subject: "b2" },
    { operation: "cancelBooking", subject: "b2" },
  ],
  stuck: [],
};

describe("the checker of survival", () => {
  it("finds nothing in a history that kept every promise", () => expect(brokenPromises(kept)).toEqual([]));

  it.each<[string, Partial<History>, RegExp]>([
    ["a lost booking", { bookings: kept.bookings.slice(1) }, /b1: acknowledged, and lost/],
    [
      "a lost cancellation",
      { bookings: kept.bookings.map((one) => ({ ...one, status: "confirmed" })) },
      /b2: is confirmed/,
    ],
    ["a lost event", { inbox: kept.inbox.slice(1) }, /booking.created b1 to 0: 0 times/],
    [
      "an event acted on twice",
      { inbox: [...kept.inbox, ...kept.inbox.slice(0, 1)] },
      /booking.created b1 to 0: 2 times/,
    ],
    [
      "an event told to another",
      { inbox: kept.inbox.map((one) => ({ ...one, who: 1 })) },
      /told of what did not happen/,
    ],
    ["a lost audit record", { audit: kept.audit.slice(1) }, /createBooking b1: 0 times/],
    [
      "a call that stays unknown",
      { writes: [...kept.writes, { key: "k5", who: 0, operation: "book", outcome: "unknown" }] },
      /k5: still unknown/,
    ],
    [
      "whoever came to the most they may have",
      {
        writes: [
          ...kept.writes,
          { key: "k7", who: 0, operation: "book", outcome: "refused", refusal: "booking.too_many" },
        ],
      },
      /k7: refused as booking.too_many/,
    ],
    [
      "a booking that cannot be given up",
      {
        writes: [
          ...kept.writes,
          { key: "k8", who: 0, operation: "cancel", outcome: "refused", refusal: "booking.slot_taken" },
        ],
      },
      /k8: refused as booking.slot_taken/,
    ],
    ["a booking nobody asked for", { writes: kept.writes.slice(1) }, /b1: nobody asked for it/],
    [
      "one booking for two calls",
      { writes: [...kept.writes, { key: "k6", who: 0, operation: "book", outcome: "acknowledged", bookingId: "b1" }] },
      /b1: answers both/,
    ],
    ["a slot that is stuck", { stuck: ["r 10"] }, /r 10: given up, and still taken/],
    [
      "two that hold one place",
      {
        writes: kept.writes.filter(({ operation }) => operation === "book"),
        bookings: kept.bookings.map((one) => ({ ...one, status: "confirmed" })),
      },
      /b1 and b2 hold one place/,
    ],
  ])("catches %s", (_, broken, said) => expect(brokenPromises({ ...kept, ...broken }).join("\n")).toMatch(said));
});
