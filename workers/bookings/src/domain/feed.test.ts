import { describe, expect, it } from "vitest";
import { AppError } from "#shared/core/errors";
import { TERRACE } from "#shared/testing/bookings";
import { admin, anId, manager, person } from "#shared/testing/story";
import { demandFewFeeds, demandMayEnd, FEEDS_LIMIT, type Feed, pathOf, secretIn } from "./feed.ts";

const SECRET = "Zm9vYmFyLXNlY3JldF9vZi0zMi1ieXRlcy1sb25nISE";

const codeOf = (act: () => void): string => {
  try {
    act();
    return "passes";
  } catch (error) {
    return error instanceof AppError ? error.code : "breaks";
  }
};

describe("the secret of a feed", () => {
  it("is read from the path it was put into", () => expect(`/v1/feeds/${SECRET}.ics`).toBe(pathOf(SECRET)));
  it("is the file without its ending", () => expect(secretIn(`${SECRET}.ics`)).toBe(SECRET));

  it.each([
    SECRET,
    `${SECRET}.ICS`,
    `${SECRET}.ics.ics`,
    `${SECRET}.ics\n`,
    `${SECRET.slice(1)}.ics`,
    `${SECRET}A.ics`,
    `${SECRET.slice(1)}=.ics`,
    `${SECRET.slice(1)}+.ics`,
    `../${SECRET}.ics`,
    "",
    "\u0000.ics",
  ])("is not in %j", (file) => expect(secretIn(file)).toBe(""));
});

describe("one person", () => {
  it("may have twenty feeds and no more [BKG-17]", () => {
    expect(codeOf(() => demandFewFeeds(FEEDS_LIMIT - 1))).toBe("passes");
    expect(codeOf(() => demandFewFeeds(FEEDS_LIMIT))).toBe("feed.too_many");
  });
});

describe("a feed is ended", () => {
  const organisation = anId("organisation");
  const building = { id: anId("building"), organisationId: organisation };
  const maker = person();
  const own: Feed = {
    ...{ id: anId("feed"), userId: maker.id, name: "Mine", buildingId: null, resourceId: null },
    ...{ secretHash: "", createdAt: 0 },
  };
  const shared = { ...own, buildingId: building.id, resourceId: TERRACE.id };

  it.each([
    { who: "who made it", actor: maker, feed: own, place: undefined, verdict: "passes" },
    { who: "somebody else", actor: person(), feed: own, place: undefined, verdict: "thing.not_found" },
    { who: "an admin, of a person's own", actor: admin(), feed: own, place: undefined, verdict: "thing.not_found" },
    { who: "who runs the resource", actor: manager(organisation), feed: shared, place: building, verdict: "passes" },
    {
      who: "who runs another building",
      actor: manager(anId("building")),
      feed: shared,
      place: building,
      verdict: "thing.not_found",
    },
    {
      who: "staff who may not change the resource",
      actor: person([{ role: "staff", on: building.id }]),
      feed: shared,
      place: building,
      verdict: "thing.not_found",
    },
  ])("by $who: $verdict [BKG-17]", ({ actor, feed, place, verdict }) => {
    expect(codeOf(() => demandMayEnd(feed, actor, place))).toBe(verdict);
  });
});
