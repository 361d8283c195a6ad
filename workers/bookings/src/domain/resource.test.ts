import { describe, expect, it } from "vitest";
import { everyDay, SHARED, TERRACE } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import { addResource, changeResource, type ResourceChange } from "./resource.ts";

const change = (wanted: ResourceChange, resource: Parameters<typeof changeResource>[0] = TERRACE) =>
  changeResource(resource, wanted, 1);

describe("a change of a resource", () => {
  it("is said, with the fields that differ", () => {
    const { resource, events, fields } = change({ name: "Sun deck", capacity: 12 });
    expect(resource).toMatchObject({ name: "Sun deck", version: 2, updatedAt: 1 });
    expect(events).toMatchObject([{ type: "resource.updated", version: 2, data: { name: "Sun deck" } }]);
    expect(fields).toEqual(["name"]);
  });

  it("that changes nothing says nothing", () => {
    expect(change({ name: "Roof terrace", openings: everyDay(600, 1320) })).toEqual({
      resource: TERRACE,
      events: [],
      fields: [],
    });
  });

  it("blocks it with a reason, and takes the reason away again [BKG-01]", () => {
    const { resource: blocked } = change({ status: "blocked", statusReason: "New floor" });
    expect(blocked).toMatchObject({ status: "blocked", statusReason: "New floor" });
    expect(change({ status: "available" }, blocked).resource).toMatchObject({
      status: "available",
      statusReason: null,
    });
  });

  it.each([
    { what: "blocked without a reason", wanted: { status: "blocked" } as const, code: "resource.reason_missing" },
    {
      what: "too short an opening",
      wanted: { openings: [{ weekday: 1, from: 600, until: 659 }] },
      code: "resource.opening_too_short",
    },
    {
      what: "openings over one another",
      wanted: {
        openings: [
          { weekday: 1, from: 600, until: 720 },
          { weekday: 1, from: 660, until: 780 },
        ],
      },
      code: "resource.openings_overlap",
    },
    {
      what: "a date with hours of its own twice",
      wanted: {
        exceptions: [
          { date: "2027-06-05", openings: [], reason: null },
          { date: "2027-06-05", openings: [{ from: 600, until: 720 }], reason: null },
        ],
      },
      code: "resource.exception_twice",
    },
    {
      what: "too short an opening on a date",
      wanted: { exceptions: [{ date: "2027-06-05", openings: [{ from: 600, until: 659 }], reason: null }] },
      code: "resource.opening_too_short",
    },
    {
      what: "openings over one another on a date",
      wanted: {
        exceptions: [
          {
            date: "2027-06-05",
            openings: [
              { from: 600, until: 720 },
              { from: 660, until: 780 },
            ],
            reason: null,
          },
        ],
      },
      code: "resource.openings_overlap",
    },
  ])("is refused: $what", ({ wanted, code }) =>
    expect(() => change(wanted)).toThrow(expect.objectContaining({ code })),
  );

  it("takes it to another calendar, and to what holds there", () => {
    const { calendarId, sharing } = { calendarId: anId("calendar"), sharing: SHARED };
    const { resource, fields } = change({ to: { calendarId, sharing } });
    expect([resource.calendarId, resource.sharing, fields]).toEqual([calendarId, SHARED, ["calendarId"]]);
    expect(change({ name: "Sun deck" }, resource).resource).toMatchObject({ calendarId, sharing: SHARED });
  });

  it("comes too late once it is withdrawn", () => {
    const { resource } = change({ status: "withdrawn" });
    expect(() => change({ status: "available" }, resource)).toThrow(
      expect.objectContaining({ code: "resource.withdrawn" }),
    );
  });
});

describe("a new resource", () => {
  it("is available from its first version on [BKG-01]", () => {
    const { id, buildingId, calendarId, sharing } = TERRACE;
    const { resource, events } = addResource(TERRACE, { id, buildingId, calendarId, sharing }, 5);
    expect(resource).toMatchObject({ status: "available", version: 1, createdAt: 5 });
    expect(events).toMatchObject([{ type: "resource.updated", version: 1 }]);
  });
});
