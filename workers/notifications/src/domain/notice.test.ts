import { describe, expect, it } from "vitest";
import { GIVABLE_STATUSES } from "#shared/core/vocabulary";
import { anId } from "#shared/testing/story";
import { erased, stranger } from "./contact.ts";
import { addresseeOf, decide, NOTICE_CHANNELS, type NoticeName, noticeOf } from "./notice.ts";

const somebody = stranger(anId("user"));
const names = Object.keys(NOTICE_CHANNELS) as NoticeName[];

describe("how a person hears of something", () => {
  it.each(names)("%s: by every way it has, also before an address is known [NTF-01]", (name) => {
    expect(decide(name, somebody, false)).toEqual(NOTICE_CHANNELS[name]);
  });

  it.each(names)("%s: only in the inbox where a newer state has overtaken it", (name) => {
    expect(decide(name, somebody, true)).toEqual(["inbox"]);
  });

  it.each(names)("%s: not at all once they are gone", (name) => {
    expect(decide(name, erased(somebody, 1), false)).toEqual([]);
  });
});

const slot = {
  bookingId: anId("booking"),
  resourceId: anId("resource"),
  calendarId: anId("calendar"),
  resourceName: "Roof terrace",
  userId: somebody.userId,
  startAt: 1,
  endAt: 2,
  timeZone: "Europe/Madrid",
};
const claim = {
  claimId: anId("claim"),
  userId: somebody.userId,
  unitId: anId("unit"),
  buildingId: anId("building"),
  unitLabel: "3B",
};
const told = { resourceName: "Roof terrace", startAt: 1, endAt: 2, timeZone: "Europe/Madrid" };

function isTheHousesReason(cause: "rejected" | "blackout" | "staff", template: NoticeName): void {
  const reason = "The lift is being repaired";
  const notice = noticeOf({ type: "booking.cancelled", data: { ...slot, cause, reason } });
  expect(notice).toEqual({ template, parameters: { ...told, reason } });
}

describe("what a person is told", () => {
  it("of a booking is its confirmation, or that it was asked for, and nothing while it is only held", () => {
    expect(noticeOf({ type: "booking.created", data: { ...slot, status: "confirmed" } })).toEqual({
      template: "booking_confirmed",
      parameters: told,
    });
    expect(noticeOf({ type: "booking.created", data: { ...slot, status: "requested" } })?.template).toBe(
      "booking_requested",
    );
    expect(noticeOf({ type: "booking.created", data: { ...slot, status: "held" } })).toBeUndefined();
  });

  it.each([
    { type: "booking.confirmed", template: "booking_confirmed" },
    { type: "booking.expired", template: "booking_expired" },
  ] as const)("of $type is $template", ({ type, template }) => {
    expect(noticeOf({ type, data: slot })).toEqual({ template, parameters: told });
  });

  it("of a booking for which they did not come is that it was missed [BKG-13]", () => {
    expect(noticeOf({ type: "booking.no_show", data: slot })).toEqual({
      template: "booking_missed",
      parameters: told,
    });
  });

  it("of a question is that there is one, and of its answer, who asked is told, if they are there [BKG-11]", () => {
    const question = { type: "booking.question_asked", data: slot } as const;
    expect(noticeOf(question)).toEqual({ template: "booking_question", parameters: told });
    expect(addresseeOf(question)).toBe(somebody.userId);
    const askedBy = anId("user");
    const answer = { type: "booking.question_answered", data: { ...slot, askedBy } } as const;
    expect(noticeOf(answer)).toEqual({ template: "booking_answer", parameters: told });
    expect(addresseeOf(answer)).toBe(askedBy);
    expect(noticeOf({ ...answer, data: { ...slot, askedBy: null } })).toBeUndefined();
  });

  it("of a moved booking is where it is now", () => {
    const data = { ...slot, fromStartAt: 7, fromEndAt: 8 };
    expect(noticeOf({ type: "booking.moved", data })).toEqual({ template: "booking_moved", parameters: told });
  });

  it("of an offer of the waitlist is until when it stands [BKG-07]", () => {
    const data = { ...slot, until: 9 };
    const parameters = { ...told, until: 9 };
    expect(noticeOf({ type: "booking.waitlist_offered", data })).toEqual({ template: "place_offered", parameters });
  });

  it("of a request that the house rejected is the house's own reason [BKG-11]", () =>
    isTheHousesReason("rejected", "booking_rejected"));
  it("of a booking that a blackout called off is the house's own reason [BKG-14]", () =>
    isTheHousesReason("blackout", "booking_called_off"));
  it("of a booking that staff called off is the house's own reason", () =>
    isTheHousesReason("staff", "booking_called_off"));

  it.each(GIVABLE_STATUSES)(
    "of a closed time that was %s is what became of it, and the reason [BKG-14]",
    (fromStatus) => {
      const data = { ...slot, fromStatus, cause: "blackout", reason: "The lift is being repaired" } as const;
      const parameters = { ...told, reason: "The lift is being repaired" };
      expect(noticeOf({ type: "booking.cancelled", data })).toEqual(
        fromStatus === "confirmed"
          ? { template: "booking_called_off", parameters }
          : { template: "booking_closed", parameters: { ...parameters, wish: fromStatus } },
      );
    },
  );

  it.each(
    (["held", "waiting", "offered"] as const).flatMap((wish) => [
      { wish, cause: "staff", reason: "A burst pipe" } as const,
      { wish, cause: "staff", reason: null } as const,
      { wish, cause: "moved_out", reason: null } as const,
    ]),
  )("of what was $wish and ended by others ($cause, $reason) is what it was, and why", ({ wish, cause, reason }) => {
    const data = { ...slot, fromStatus: wish, cause, ...(reason !== null && { reason }) };
    expect(noticeOf({ type: "booking.cancelled", data })).toEqual({
      template: "booking_wish_ended",
      parameters: { ...told, wish, ended: cause, reason },
    });
  });

  it("of a hold that the house moved is that it is held at another time", () => {
    const data = { ...slot, fromStartAt: 7, fromEndAt: 8, isHeld: true };
    expect(noticeOf({ type: "booking.moved", data })).toEqual({ template: "booking_hold_moved", parameters: told });
  });

  it("of a series that the house called off is one message, with its reason", () => {
    const series = { id: anId("series"), nth: 1, of: 3 };
    const templateOf = (cause: "staff" | "person") =>
      noticeOf({ type: "booking.cancelled", data: { ...slot, series, cause, reason: "Repairs" } });
    expect(templateOf("staff")).toEqual({
      template: "series_called_off",
      parameters: { ...told, many: 3, reason: "Repairs" },
    });
    expect(templateOf("person")?.template).toBe("series_cancelled");
  });

  it("of all that a blackout took from them is one message, of the first, with the reason [BKG-14]", () => {
    const ended = (nth: number, of: number) => {
      const blackout = { id: anId("blackout"), nth, of };
      const data = { ...slot, blackout, fromStatus: "waiting", cause: "blackout", reason: "Repairs" } as const;
      return noticeOf({ type: "booking.cancelled", data });
    };
    expect(ended(1, 3)).toEqual({ template: "times_closed", parameters: { ...told, many: 3, reason: "Repairs" } });
    expect([ended(2, 3), ended(3, 3)]).toEqual([undefined, undefined]);
    expect(ended(1, 1)?.template).toBe("booking_closed");
  });

  it("of a request that the house ended otherwise is that it is called off, or rejected", () => {
    const data = { ...slot, fromStatus: "requested", reason: "A funeral" } as const;
    const templateOf = (cause: "staff" | "rejected") =>
      noticeOf({ type: "booking.cancelled", data: { ...data, cause } })?.template;
    expect([templateOf("staff"), templateOf("rejected")]).toEqual(["booking_called_off", "booking_rejected"]);
  });

  it.each([
    { type: "booking.created", more: { status: "confirmed" }, template: "series_booked" },
    { type: "booking.cancelled", more: { cause: "person" }, template: "series_cancelled" },
    { type: "booking.moved", more: { fromStartAt: 7, fromEndAt: 8 }, template: "series_moved" },
  ] as const)("of a series is one message for all: $template [BKG-08]", ({ type, more, template }) => {
    const nth = (n: number, of = 8) =>
      noticeOf({ type, data: { ...slot, ...more, series: { id: anId("series"), nth: n, of } } } as Parameters<
        typeof noticeOf
      >[0]);
    expect(nth(1)).toEqual({ template, parameters: { ...told, many: 8 } });
    expect(nth(2)).toBeUndefined();
    expect(nth(1, 1)?.template).toBe(
      { series_booked: "booking_confirmed", series_cancelled: "booking_cancelled", series_moved: "booking_moved" }[
        template
      ],
    );
  });

  it("of what they gave up themselves is not their own reason", () => {
    const data = { ...slot, cause: "person", reason: "Rain" } as const;
    expect(noticeOf({ type: "booking.cancelled", data })?.template).toBe("booking_cancelled");
  });

  it("of a cancelled booking is also why", () => {
    expect(noticeOf({ type: "booking.cancelled", data: { ...slot, cause: "moved_out" } })).toEqual({
      template: "booking_cancelled",
      parameters: { ...told, cause: "moved_out" },
    });
  });

  it("of a decided claim is what was decided, with the manager's reason", () => {
    expect(noticeOf({ type: "claim.decided", data: { ...claim, decision: "approved", reason: null } })).toEqual({
      template: "claim_approved",
      parameters: { unitLabel: "3B" },
    });
    expect(noticeOf({ type: "claim.decided", data: { ...claim, decision: "rejected", reason: "Not yours" } })).toEqual({
      template: "claim_rejected",
      parameters: { unitLabel: "3B", reason: "Not yours" },
    });
  });
});
