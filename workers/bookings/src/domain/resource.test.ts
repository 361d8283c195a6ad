import { describe, expect, it } from "vitest";
import { AppError, refusalIn } from "#shared/core/errors";
import { detailOf } from "#shared/core/problem-text";
import { LANGUAGES } from "#shared/core/problems";
import { everyDay, inMadrid, SHARED, TERRACE } from "#shared/testing/bookings";
import { anId } from "#shared/testing/story";
import { addResource, changeResource, type Resource, type ResourceChange } from "./resource.ts";

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

  it("is refused by the date, or by holidays, where that is whose hours are wrong, and by the weekday otherwise [BKG-02] [BKG-14]", () => {
    const [one, two] = [
      { from: 600, until: 720 },
      { from: 660, until: 780 },
    ];
    const short = { from: 600, until: 659 };
    const on = (openings: (typeof one)[]) => ({ exceptions: [{ date: "2027-06-05", openings, reason: null }] });
    const weekly = (...openings: (typeof one)[]) => ({ openings: openings.map((some) => ({ weekday: 3, ...some })) });
    const textsOf = (wanted: ResourceChange) => {
      const told = refusalIn(() => change(wanted));
      if (!(told instanceof AppError)) throw new Error("it should be refused");
      return [
        told.facts.date ?? told.facts.weekday,
        ...LANGUAGES.map((language) => detailOf(told.code, told.facts, language)),
      ];
    };
    expect(textsOf(on([one, two]))).toEqual([
      "2027-06-05",
      "On 2027-06-05, the opening from minute 660 begins before the one until 720 ends.",
      "El 2027-06-05, la apertura del minuto 660 empieza antes de acabar la que llega al 720.",
    ]);
    expect(textsOf(on([short]))).toEqual([
      "2027-06-05",
      "On 2027-06-05, from minute 600 until 659 there is no room for a slot of 60 minutes.",
      "El 2027-06-05, del minuto 600 al 659 no cabe una franja de 60 minutos.",
    ]);
    expect(textsOf({ holidayOpenings: [one, two] })).toEqual([
      "holiday",
      "On a holiday, the opening from minute 660 begins before the one until 720 ends.",
      "El día festivo, la apertura del minuto 660 empieza antes de acabar la que llega al 720.",
    ]);
    expect(textsOf({ holidayOpenings: [short] })).toEqual([
      "holiday",
      "On a holiday, from minute 600 until 659 there is no room for a slot of 60 minutes.",
      "El día festivo, del minuto 600 al 659 no cabe una franja de 60 minutos.",
    ]);
    expect(textsOf(weekly(one, two)).slice(0, 2)).toEqual([
      ...[3, "On Wednesday, the opening from minute 660 begins before the one until 720 ends."],
    ]);
    expect(textsOf(weekly(short)).slice(0, 2)).toEqual([
      ...[3, "On Wednesday, from minute 600 until 659 there is no room for a slot of 60 minutes."],
    ]);
  });

  it("says what holidays mean for it, and takes it back [BKG-14]", () => {
    const own = [{ from: 600, until: 720 }];
    for (const holidayOpenings of [own, [], null]) {
      const before = { ...TERRACE, holidayOpenings: holidayOpenings === null ? own : null };
      const { resource, fields } = changeResource(before, { holidayOpenings }, 1);
      expect([fields, resource.holidayOpenings]).toEqual([["holidayOpenings"], holidayOpenings]);
      expect(changeResource(resource, { holidayOpenings }, 1).fields).toEqual([]);
      expect(changeResource(resource, { name: "Sun deck" }, 1).resource.holidayOpenings).toEqual(holidayOpenings);
    }
  });

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

describe("a shortest booking", () => {
  const FREE = { ...TERRACE, mode: "free", stepMinutes: 15 } as const;
  const { id, buildingId, calendarId, sharing } = TERRACE;
  const NOW = inMadrid("2027-06-05T08:00");
  const add = (more: Partial<Resource>) =>
    addResource({ ...FREE, ...more }, { id, buildingId, calendarId, sharing }, NOW).resource;
  const refused = (least: number, most: number) =>
    expect.objectContaining({ code: "resource.rules_contradict", facts: { rule: "minMinutes", least, most } });
  const on = (date: string, ...openings: Span[]) => ({ date, openings, reason: null });
  type Span = { from: number; until: number };
  const [friday, saturday] = [
    { weekday: 5, from: 1080, until: 1440 },
    { weekday: 6, from: 0, until: 120 },
  ];
  const [sunday, monday] = [
    { weekday: 7, from: 1380, until: 1440 },
    { weekday: 1, from: 0, until: 60 },
  ];

  it.each([
    { what: "as long as the longest opening", most: 720, more: {} },
    {
      what: "of slots, as many whole ones as it needs",
      least: 180,
      most: 120,
      more: { openings: everyDay(600, 720), mode: "slots", stepMinutes: null },
    },
    { what: "over midnight, where the next day opens at 0", most: 480, more: { openings: [friday, saturday] } },
    { what: "from the end of a week into the next", most: 120, more: { openings: [sunday, monday] } },
    { what: "not over a break at noon", most: 240, more: { openings: [...everyDay(600, 840), ...everyDay(840, 960)] } },
    {
      what: "not over a midnight after which it opens later",
      most: 360,
      more: { openings: [friday, { ...saturday, from: 1 }] },
    },
    { what: "of a week where it never closes", most: 10080, more: { openings: everyDay(0, 1440) } },
    {
      what: "as long as the longest date",
      most: 800,
      more: { exceptions: [on("2027-06-07", { from: 0, until: 800 })] },
    },
    {
      what: "of today, as long as it is today",
      most: 800,
      more: { exceptions: [on("2027-06-05", { from: 0, until: 800 })] },
    },
    {
      what: "not of a date that is past",
      most: 720,
      more: { exceptions: [on("2027-06-04", { from: 0, until: 800 })] },
    },
    {
      what: "into a date from the day before",
      most: 840,
      more: { openings: everyDay(720, 1440), exceptions: [on("2027-06-07", { from: 0, until: 120 })] },
    },
    {
      what: "not more for holidays, which may change",
      most: 720,
      more: { holidayOpenings: [{ from: 0, until: 1440 }] },
    },
    { what: "not less for a holiday", most: 720, more: { exceptions: [on("2027-06-07")] } },
  ] satisfies { what: string; least?: number; most: number; more: Partial<Resource> }[])(
    "may be $what [BKG-02]",
    ({ least, most, more }) => {
      expect(add({ ...more, minMinutes: most }).minMinutes).toBe(most);
      if (most < 10080) expect(() => add({ ...more, minMinutes: most + 1 })).toThrow(refused(least ?? most + 1, most));
    },
  );

  it("that no opening has room for is refused of a change that makes it so, and of no other [BKG-02]", () => {
    const since = add({});
    const longer = (wanted: ResourceChange, of = since) => changeResource(of, wanted, NOW);
    expect(() => longer({ minMinutes: 721 })).toThrow(refused(721, 720));
    expect(longer({ minMinutes: 721, openings: everyDay(600, 1321) }).resource.minMinutes).toBe(721);
    const holidays = [on("2027-06-07", { from: 0, until: 800 })];
    const { resource } = longer({ minMinutes: 800, exceptions: holidays });
    expect(() => longer({ exceptions: [] }, resource)).toThrow(refused(800, 720));
    expect(() => longer({ openings: everyDay(600, 700), exceptions: [] }, resource)).toThrow(refused(800, 100));
    const before = { ...since, minMinutes: 800 };
    expect(longer({ status: "withdrawn" }, before).resource.status).toBe("withdrawn");
    expect(() => longer({ minMinutes: 799 }, before)).toThrow(refused(799, 720));
    expect(longer({ minMinutes: null }, before).resource.minMinutes).toBeNull();
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
