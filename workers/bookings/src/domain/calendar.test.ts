import { describe, expect, it } from "vitest";
import { SHARED, TERRACE } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import { addCalendar, calendarAfter, calendarFor, changeCalendar, demandUnused } from "./calendar.ts";

const { buildingId } = TERRACE;
const halls = addCalendar(SHARED, { id: anId("calendar"), buildingId }, 5).calendar;
const quotas = [{ per: "person", window: "week", most: 3 }] as const;

describe("a calendar that resources share", () => {
  it("is said when it is made, and when it changes, with the fields that differ", () => {
    expect(halls).toMatchObject({ name: "Halls", isExclusive: false, version: 1, createdAt: 5 });
    const { calendar, events, fields } = changeCalendar(halls, { name: "Halls", isExclusive: true, quotas }, 6);
    expect(calendar).toEqual({ ...halls, isExclusive: true, quotas, updatedAt: 6, version: 2 });
    expect(fields).toEqual(["isExclusive", "quotas"]);
    const data = { calendarId: halls.id, buildingId, name: "Halls", isExclusive: true };
    expect(events).toEqual([{ type: "calendar.updated", subject: halls.id, building: buildingId, version: 2, data }]);
  });

  it("says nothing where nothing changes, and clears what null clears", () => {
    expect(changeCalendar(halls, { quotas: [], concurrent: null }, 6)).toEqual({
      ...{ calendar: halls, events: [], fields: [] },
    });
    const limited = changeCalendar(halls, { concurrent: 2 }, 6).calendar;
    expect(changeCalendar(limited, { concurrent: null }, 7).calendar.concurrent).toBeNull();
  });
});

describe("a calendar that is to be removed", () => {
  it("is in nobody's way where no resource is left", () =>
    expect(() => demandUnused({ resources: 0, first: null })).not.toThrow());

  it("says how many resources keep it, and names the first", () => {
    const first = anId("resource");
    expect(() => demandUnused({ resources: 2, first })).toThrow(
      expect.objectContaining({ code: "calendar.in_use", facts: { resources: 2, resourceId: first } }),
    );
  });
});

describe("the calendar of a resource", () => {
  const own = anId("calendar");
  const elsewhere = { ...halls, buildingId: anId("building") };
  const shared = { ...TERRACE, calendarId: halls.id, sharing: SHARED };

  it("is its own unless one of its building is named", () => {
    expect(calendarFor(buildingId, null, undefined, own)).toEqual({ calendarId: own, sharing: null });
    expect(calendarFor(buildingId, halls.id, halls, own)).toEqual({ calendarId: halls.id, sharing: SHARED });
  });

  it.each([
    { what: "unknown", known: undefined },
    { what: "another building's", known: elsewhere },
  ])("is refused by name where it is $what", ({ known }) => {
    const refused = expect.objectContaining({ code: "resource.calendar_unknown", facts: { calendarId: halls.id } });
    expect(() => calendarFor(buildingId, halls.id, known, own)).toThrow(refused);
    expect(() => calendarAfter(TERRACE, halls.id, known, { own, ahead: 0 })).toThrow(refused);
  });

  it.each([
    { what: "into one", from: TERRACE, wanted: halls.id, to: { calendarId: halls.id, sharing: SHARED } },
    { what: "out of it", from: shared, wanted: null, to: { calendarId: own, sharing: null } },
  ])("changes $what, while nothing is ahead", ({ from, wanted, to }) => {
    expect(calendarAfter(from, wanted, halls, { own, ahead: 0 })).toEqual(to);
    expect(() => calendarAfter(from, wanted, halls, { own, ahead: 2 })).toThrow(
      expect.objectContaining({ code: "resource.booked_ahead", facts: { bookings: 2 } }),
    );
  });

  it.each([
    { what: "nothing is said of it", from: TERRACE, wanted: undefined },
    { what: "it is its own already", from: TERRACE, wanted: null },
    { what: "it is its own by name", from: TERRACE, wanted: TERRACE.calendarId },
    { what: "it is in there already", from: shared, wanted: halls.id },
  ])("stays what it is, whatever is ahead, where $what", ({ from, wanted }) =>
    expect(calendarAfter(from, wanted, undefined, { own, ahead: 2 })).toBeUndefined(),
  );
});
