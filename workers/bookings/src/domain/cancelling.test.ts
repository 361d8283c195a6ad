import { describe, expect, it } from "vitest";
import { hours, toIso } from "#shared/core/time";
import { BOOKING_STATUSES, type BookingStatus } from "#shared/core/vocabulary";
import { BOOKING, TEN } from "#shared/testing/bookings";
import type { Booking } from "./booking.ts";
import { callOff, cancel, freeUntil, giveUp } from "./cancelling.ts";

const BEFORE = TEN - hours(48);
const LATE = TEN - hours(1);
const as = (status: BookingStatus, more: Partial<Booking> = {}): Booking => ({
  ...BOOKING,
  status,
  holdUntil: status === "held" || status === "offered" ? TEN : null,
  cancelUntil: TEN - hours(24),
  ...more,
});
const PLAIN = { reason: null, override: false };
const OPEN: readonly BookingStatus[] = ["held", "requested", "waiting", "offered", "confirmed"];

describe("what is still ahead can be given up", () => {
  it.each([
    { from: "held", says: [] },
    { from: "offered", says: [] },
    { from: "waiting", says: [] },
    { from: "requested", says: ["booking.cancelled"] },
    { from: "confirmed", says: ["booking.cancelled"] },
  ] as const)("$from, saying $says", ({ from, says }) => {
    const { booking, events } = cancel(as(from), "person", BEFORE);
    expect(booking).toMatchObject({ status: "cancelled", holdUntil: null, version: 2, updatedAt: BEFORE });
    expect(events.map(({ type }) => type)).toEqual(says);
    for (const { data } of events) expect(data).toMatchObject({ fromStatus: from });
  });

  it.each((["staff", "moved_out", "blackout"] as const).flatMap((cause) => OPEN.map((from) => ({ from, cause }))))(
    "$from by others ($cause) is said once to whose it was, with the reason if there is one",
    ({ from, cause }) => {
      const { events } = cancel(as(from), cause, BEFORE, { reason: "A burst pipe" });
      expect(events).toMatchObject([
        {
          type: "booking.cancelled",
          data: { fromStatus: from, cause, reason: "A burst pipe", userId: BOOKING.userId },
        },
      ]);
      expect(cancel(as(from), cause, BEFORE).events).toHaveLength(1);
    },
  );

  it.each(["staff", "moved_out"] as const)("and nothing is said of a hold that had run out (%s)", (cause) => {
    const { booking, events } = cancel(as("held", { holdUntil: BEFORE }), cause, BEFORE, { reason: "A burst pipe" });
    expect([booking.status, events]).toEqual(["cancelled", []]);
  });

  it("saying why [BKG-18]", () => {
    for (const cause of ["person", "staff", "moved_out", "blackout"] as const) {
      const { events } = cancel(as("confirmed"), cause, BEFORE, { reason: "Rain 🌧" });
      expect(events).toMatchObject([
        { person: BOOKING.userId, data: { cause, reason: "Rain 🌧", bookingId: BOOKING.id } },
      ]);
      expect(cancel(as("confirmed"), cause, BEFORE).events[0], "without words").not.toHaveProperty("person");
    }
  });

  it.each(BOOKING_STATUSES.filter((status) => !OPEN.includes(status)))("and nothing else: %s", (status) =>
    expect(() => cancel(as(status), "person", BEFORE)).toThrow(expect.objectContaining({ code: "booking.not_open" })),
  );

  it("nor what has started; a place in the queue until it ends", () => {
    const started = expect.objectContaining({ code: "booking.already_started" });
    expect(() => cancel(as("confirmed"), "person", TEN)).toThrow(started);
    expect(() => cancel(as("waiting"), "person", TEN)).not.toThrow();
    expect(() => cancel(as("waiting"), "person", BOOKING.endAt)).toThrow(started);
  });
});

describe("a day's notice, an hour before", () => {
  it("refuses the person, and says until when they could [BKG-12]", () => {
    expect(() => giveUp(as("confirmed"), PLAIN, LATE)).toThrow(
      expect.objectContaining({ code: "booking.cancel_too_late", facts: { until: toIso(TEN - hours(24)) } }),
    );
    expect(giveUp(as("confirmed"), PLAIN, TEN - hours(24)).booking).toMatchObject({
      status: "cancelled",
      marked: false,
    });
  });

  it("marks them where the policy is to mark [BKG-12]", () => {
    const { booking } = giveUp(as("confirmed", { lateCancel: "mark" }), PLAIN, LATE);
    expect(booking).toMatchObject({ status: "cancelled", marked: true });
  });

  it.each(["held", "requested", "waiting", "offered"] as const)("lets %s go freely", (status) =>
    expect(giveUp(as(status), PLAIN, LATE).booking).toMatchObject({ status: "cancelled", marked: false }),
  );

  it("lets the house, if it means to and says why, and marks nobody [BKG-12]", () => {
    expect(() => callOff(as("confirmed"), PLAIN, LATE)).toThrow(
      expect.objectContaining({ code: "booking.cancel_too_late" }),
    );
    expect(() => callOff(as("confirmed"), { reason: null, override: true }, LATE)).toThrow(
      expect.objectContaining({ code: "booking.reason_missing" }),
    );
    const { booking } = callOff(as("confirmed", { lateCancel: "mark" }), { reason: "Ill", override: true }, LATE);
    expect(booking).toMatchObject({ status: "cancelled", marked: false, reason: "Ill" });
    expect(callOff(as("confirmed"), PLAIN, BEFORE).booking.status).toBe("cancelled");
  });

  it("is no person's to override", () => {
    expect(() => giveUp(as("confirmed"), { reason: "Please", override: true }, LATE)).toThrow(
      expect.objectContaining({ code: "access.denied" }),
    );
  });

  it("is none for what was booked before there was a policy", () =>
    expect(freeUntil(as("confirmed", { cancelUntil: null }))).toBe(TEN));
});
