import { describe, expect, it } from "vitest";
import { days, hours, minutes, toIso } from "#shared/core/time";
import { BOOKING_STATUSES, GIVABLE_STATUSES } from "#shared/core/vocabulary";
import { BOOKING, TEN, TERRACE } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import { BLACKOUT_DAYS_LIMIT, blackoutOver, close, demandNotClosed, HITS_LIMIT } from "./blackout.ts";
import type { Booking } from "./booking.ts";

const NOW = TEN - hours(24);
const wanted = {
  id: anId("blackout"),
  createdBy: anId("user"),
  startAt: TEN,
  endAt: TEN + hours(1),
  reason: "The lift is being repaired 🔧",
};
const booked = (more: Partial<Booking> = {}): Booking => ({ ...BOOKING, id: anId("booking"), ...more });

describe("a blackout", () => {
  it("gives up what it hits, and says why [BKG-14]", () => {
    const hit = booked();
    const { blackout, given } = close(TERRACE, wanted, [hit], NOW);
    expect(blackout).toMatchObject({ resourceId: TERRACE.id, buildingId: TERRACE.buildingId, createdAt: NOW });
    expect(given).toMatchObject([
      {
        booking: { id: hit.id, status: "cancelled", reason: wanted.reason },
        events: [{ type: "booking.cancelled", data: { cause: "blackout", reason: wanted.reason } }],
      },
    ]);
  });

  it.each(GIVABLE_STATUSES)("tells whose it is of what was %s, with the reason, and what it was [BKG-14]", (status) => {
    const holdUntil = status === "held" || status === "offered" ? NOW + minutes(5) : null;
    const hit = booked({ status, holdUntil });
    const { given, counts } = close(TERRACE, wanted, [hit], NOW);
    const data = { bookingId: hit.id, cause: "blackout", fromStatus: status, reason: wanted.reason };
    expect(given).toMatchObject([
      {
        fromStatus: status,
        booking: { id: hit.id, status: "cancelled", holdUntil: null, reason: wanted.reason },
        events: [{ type: "booking.cancelled", subject: hit.id, version: 2, person: hit.userId, data }],
      },
    ]);
    expect(given[0]?.events).toHaveLength(1);
    expect(counts).toEqual({ held: 0, requested: 0, waiting: 0, offered: 0, confirmed: 0, [status]: 1 });
  });

  it.each(BOOKING_STATUSES.filter((status) => !GIVABLE_STATUSES.some((one) => one === status)))(
    "leaves what is %s as it is, and tells nobody",
    (status) => expect(close(TERRACE, wanted, [booked({ status })], NOW).given).toEqual([]),
  );

  it("is why nobody can come back for what it gave up, and for nothing else [BKG-14]", () => {
    const hit = booked({ status: "held", holdUntil: NOW + minutes(5) });
    const { blackout, given } = close(TERRACE, wanted, [hit], NOW);
    const facts = { reason: wanted.reason, startAt: toIso(wanted.startAt), endAt: toIso(wanted.endAt) };
    const closed = expect.objectContaining({ code: "booking.blackout", facts });
    for (const { booking } of given) expect(() => demandNotClosed(booking, [blackout])).toThrow(closed);
    expect(() => demandNotClosed(booked({ status: "cancelled" }), [])).not.toThrow();
    expect(() => demandNotClosed(booked({ status: "checked_in" }), [blackout])).not.toThrow();
  });

  it("says of each how many it ends of its person, the earliest first, so that one message tells of all [BKG-14]", () => {
    const [one, other] = [anId("user"), anId("user")];
    const [late, early, theirs] = [
      booked({ userId: one, startAt: TEN + minutes(30), endAt: TEN + hours(1) }),
      booked({ userId: one, status: "waiting", queuedAt: 1, endAt: TEN + minutes(30) }),
      booked({ userId: other }),
    ];
    const { blackout, given } = close(TERRACE, wanted, [late, early, theirs], NOW);
    const told = given.flatMap(({ events }) => events.map(({ subject, data }) => [subject, data]));
    expect(new Map(told as [string, object][])).toEqual(
      new Map([
        [early.id, expect.objectContaining({ blackout: { id: blackout.id, nth: 1, of: 2 } })],
        [late.id, expect.objectContaining({ blackout: { id: blackout.id, nth: 2, of: 2 } })],
        [theirs.id, expect.objectContaining({ blackout: { id: blackout.id, nth: 1, of: 1 } })],
      ]),
    );
  });

  it("hits what only touches it not, nor what is over, nor whoever is there", () => {
    const others = [
      booked({ startAt: TEN - hours(2), endAt: TEN }),
      booked({ startAt: TEN + hours(1), endAt: TEN + hours(2) }),
      booked({ status: "checked_in" }),
    ];
    expect(close(TERRACE, wanted, others, NOW).given).toEqual([]);
  });

  it.each([
    { code: "blackout.ends_before_start", more: { endAt: TEN } },
    { code: "blackout.in_the_past", more: { startAt: NOW - hours(2), endAt: NOW } },
    { code: "blackout.too_long", more: { endAt: TEN + days(BLACKOUT_DAYS_LIMIT) + 1 } },
  ])("is refused: $code", ({ code, more }) =>
    expect(() => close(TERRACE, { ...wanted, ...more }, [], NOW)).toThrow(expect.objectContaining({ code })),
  );

  it("is refused where it hits more than one commit can give up", () => {
    const many = Array.from({ length: HITS_LIMIT + 1 }, () => booked());
    const code = "blackout.hits_too_many";
    expect(() => close(TERRACE, wanted, many, NOW)).toThrow(expect.objectContaining({ code }));
    expect(close(TERRACE, wanted, many.slice(1), NOW).given).toHaveLength(HITS_LIMIT);
  });

  it("is refused for what is withdrawn", () => {
    const withdrawn = { ...TERRACE, status: "withdrawn" } as const;
    expect(() => close(withdrawn, wanted, [], NOW)).toThrow(expect.objectContaining({ code: "resource.withdrawn" }));
  });

  it("is in the way of what overlaps it; of several, the first", () => {
    const one = close(TERRACE, wanted, [], NOW).blackout;
    const later = { ...one, startAt: TEN + minutes(30) };
    expect(blackoutOver([later, one], { startAt: TEN, endAt: TEN + hours(2) })).toBe(one);
    expect(blackoutOver([one], { startAt: TEN + hours(1), endAt: TEN + hours(2) })).toBeUndefined();
  });
});
