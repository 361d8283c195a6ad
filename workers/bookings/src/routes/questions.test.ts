import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toIso } from "#shared/core/time";
import { aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { as, manager, NOBODY, person, written } from "#shared/testing/story";
import type { Env } from "../call.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const { DB } = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const WORDS = "Sixty of us? 🎉 Ñandú";

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

/** A hall for which the house must agree, two who live there, one of whom asked for it, and two who run it. */
async function aRequest(approval: "open" | "blocking" = "blocking") {
  const building = await aBuilding(DB);
  const hall = await aTerrace(door, building, { approval });
  const [mine, theirs] = [await aResident(DB, building), await aResident(DB, building)];
  const boss = manager(building.id);
  const book = `/v1/resources/${hall.id}/bookings`;
  const { body } = await as(door, mine).post(book, from(TEN));
  const path = `/v1/bookings/${body.id}`;
  const who = as(door, mine);
  const staff = as(door, boss);
  return {
    ...{ id: body.id as string, path, book, mine, boss, who, staff, neighbour: as(door, theirs), building },
    other: as(door, manager(building.id)),
    ask: (question: unknown, headers = {}) => staff.post(`${path}/question`, { question }, headers),
    reply: (answer: unknown, headers = {}) => who.post(`${path}/answer`, { answer }, headers),
  };
}
const eventsOf = async (id: string, options = {}) =>
  (await written(DB, options)).filter(({ subject }) => subject === id).sort((a, b) => a.version - b.version);

describe("what the house wants to know about a request", () => {
  it("is asked and answered on the booking, which waits and keeps its time as before [BKG-11]", async () => {
    const { id, path, book, boss, who, staff, neighbour, ask, reply } = await aRequest();
    const asked = await ask(` ${WORDS} `);
    expect(asked).toMatchObject({ status: 200, body: { status: "requested" } });
    expect(asked.headers.get("etag")).toBe('"v2"');
    expect(asked.headers.get("server-timing")).toContain("2 round trips");
    const open = { question: WORDS, askedBy: boss.id, askedAt: toIso(NOW), answer: null, answeredAt: null };
    expect((await who.get(path)).body.questions).toEqual([open]);
    at(NOW + 1);
    expect(await reply("No,\n40 🎂")).toMatchObject({ status: 200, body: { status: "requested" } });
    const answered = { ...open, answer: "No,\n40 🎂", answeredAt: toIso(NOW + 1) };
    for (const reader of [who, staff]) expect((await reader.get(path)).body.questions).toEqual([answered]);
    expect((await neighbour.post(book, from(TEN))).body.code).toBe("booking.slot_taken");
    expect((await staff.post(`${path}/approve`)).body).toMatchObject({ status: "confirmed", questions: [answered] });
    const said = await eventsOf(id);
    expect(said.map(({ type }) => type)).toEqual([
      ...["booking.created", "booking.question_asked", "booking.question_answered", "booking.confirmed"],
    ]);
    expect(said[2]?.data).toMatchObject({ askedBy: boss.id });
    expect(JSON.stringify(await eventsOf(id, { audit: true }))).not.toMatch(/Sixty|🎂/);
  });

  it("need not be answered before the house decides, and can be asked again once it is [BKG-11]", async () => {
    const { path, staff, other, ask, reply } = await aRequest("open");
    await ask("How many?");
    expect((await other.post(`${path}/question`, { question: "Who?" })).body.code).toBe("booking.question_open");
    await reply("Four");
    expect((await other.post(`${path}/question`, { question: "Who?" })).body.questions).toHaveLength(2);
    expect((await staff.post(`${path}/reject`, { reason: "No" })).body).toMatchObject({ status: "rejected" });
    expect((await reply("We")).body.code).toBe("booking.not_requested");
  });

  it("is on record, as done for the person [BKG-21]", async () => {
    const { id, mine, ask, reply } = await aRequest();
    await ask("How many?");
    await reply("Four");
    const audits = (await eventsOf(id, { audit: true }))
      .filter(({ type }) => type === "audit.recorded")
      .map(({ data }) => data);
    expect(audits).toContainEqual({ operation: "questionBooking", onBehalfOf: mine.id, fields: ["questions"] });
    expect(audits).toContainEqual({ operation: "answerBooking", onBehalfOf: null, fields: ["questions"] });
  });

  it("has one effect where it is said twice at once, by one key or by two people", async () => {
    const { id, path, who, staff, other, ask, reply } = await aRequest();
    const key = { "idempotency-key": "k" };
    const same = await Promise.all([1, 2, 3].map(() => ask("How many?", key)));
    expect(same.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await ask("Who?", key)).body.code).toBe("idempotency.key_reused");
    const answers = await Promise.all(["Four", "Five"].map((words) => reply(words)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const two = await Promise.all([staff, other].map((one) => one.post(`${path}/question`, { question: "Really?" })));
    expect(two.map(({ body }) => body.code ?? "asked").sort()).toEqual(["asked", "booking.question_open"]);
    expect((await who.get(path)).body.questions).toHaveLength(2);
    const types = (await eventsOf(id)).map(({ type }) => type);
    expect(types.filter((type) => type === "booking.question_asked")).toHaveLength(2);
    expect(types.filter((type) => type === "booking.question_answered")).toHaveLength(1);
  });
});

describe("a question, or an answer,", () => {
  it.each([
    { what: "nothing", words: "" },
    { what: "blanks", words: " \n\t " },
    { what: "more than there is room for", words: "x".repeat(1001) },
    { what: "half an emoji", words: "\ud83c" },
    { what: "a control character", words: "a\u0000b" },
    { what: "a number", words: 4 },
    { what: "no words at all", words: undefined },
  ])("of $what is refused", async ({ words }) => {
    const { ask, reply } = await aRequest();
    expect((await ask(words)).status).toBe(400);
    await ask("x".repeat(1000));
    expect((await reply(words)).status).toBe(400);
    expect((await reply("🎉".repeat(500))).status).toBe(200);
  });

  it("is for the one side to say and not for the other, and for nobody else to see", async () => {
    const { path, who, staff, neighbour, building, ask } = await aRequest();
    const question = { question: "How many?" };
    expect((await who.post(`${path}/question`, question)).body.code).toBe("access.denied");
    const grantless = [neighbour, as(door, person()), as(door, NOBODY), as(door, manager((await aBuilding(DB)).id))];
    for (const one of grantless) {
      expect((await one.post(`${path}/question`, question)).status).toBe(404);
      expect((await one.post(`${path}/answer`, { answer: "Four" })).status).toBe(404);
    }
    const helper = as(door, person([{ role: "manager", on: building.id, can: ["booking.read"] }]));
    expect((await helper.post(`${path}/question`, question)).body.code).toBe("access.denied");
    await ask("How many?");
    for (const house of [staff, helper])
      expect((await house.post(`${path}/answer`, { answer: "Four" })).body.code).toBe("booking.not_yours_to_answer");
  });

  it("about a version long gone, or about what is decided, is refused", async () => {
    const { path, staff, ask, reply } = await aRequest();
    expect((await reply("Four")).body.code).toBe("booking.nothing_asked");
    expect((await ask("How many?", { "if-match": '"v7"' })).status).toBe(412);
    await ask("How many?", { "if-match": '"v1"' });
    expect((await reply("Four", { "if-match": '"v1"' })).status).toBe(412);
    await staff.post(`${path}/approve`);
    expect((await reply("Four")).body.code).toBe("booking.not_requested");
    expect((await ask("Still?")).body.code).toBe("booking.not_requested");
  });

  it("is too late once it begins", async () => {
    const { ask, reply } = await aRequest();
    await ask("How many?");
    at(TEN);
    expect((await reply("Four")).body.code).toBe("booking.already_started");
    expect((await ask("Still?")).body.code).toBe("booking.already_started");
  });
});
