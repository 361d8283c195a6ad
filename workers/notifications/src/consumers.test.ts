import { env as bound, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { toIso } from "#shared/core/time";
import {
  addressed,
  answered,
  booked,
  built,
  cancelled,
  checkedIn,
  closed,
  created,
  decided,
  found,
  missed,
  offered,
  questioned,
  residence,
  START,
  scene,
  unverified,
  verified,
} from "#shared/testing/notifications";
import { deliver as delivering } from "#shared/testing/queue";
import { anId, arrived, as, NOBODY, written } from "#shared/testing/story";
import type { Env } from "./call.ts";
import { consumers } from "./consumers.ts";
import worker from "./index.ts";

const env = bound as Env;
const door = exports.Door({ props: { caller: "gateway" } });

const deliver = delivering(worker, "notifications", env);

const { inboxOf, mailOf } = found(door);
const types = (items: { type: string }[]) => items.map(({ type }) => type);

describe("a resident", () => {
  it("finds what happened in the inbox and in the mail, in their language, with the resource's clock", async () => {
    const one = scene();
    await deliver(created(one, "Una vecina", "es"), addressed(one), built(one), booked(one));
    const [item, ...others] = await inboxOf(one.userId);
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      type: "booking.created",
      buildingId: one.buildingId,
      readAt: null,
      title: "Roof terrace is booked",
    });
    expect(item.at).toBe(toIso(START + 3));
    const [mail, ...more] = await mailOf(one.email);
    expect(more).toEqual([]);
    expect(mail.subject).toMatch(/^Roof terrace: reserva hecha, domingo, 29 de noviembre de 2026, 10:00–11:00/);
    expect(mail.text).toContain("Hola, Una vecina:");
    expect(mail.text).toContain("Calle Mayor 1");
  });

  it("is told by each way that a thing takes, and the log says so [NTF-01]", async () => {
    const one = scene();
    await deliver(
      created(one),
      addressed(one),
      verified(one),
      decided(one, "approved"),
      decided(one, "rejected", "Not on the lease"),
    );
    await deliver(booked(one), cancelled(one), checkedIn(one), unverified(one));
    expect(types(await inboxOf(one.userId)).sort()).toEqual([
      "booking.cancelled",
      "booking.checked_in",
      "booking.created",
      "claim.decided",
      "claim.decided",
      "resident.unverified",
      "resident.verified",
    ]);
    const subjects = (await mailOf(one.email)).map(({ subject }: { subject: string }) => subject).sort();
    expect(subjects).toEqual([
      expect.stringMatching(/^Roof terrace is booked: /),
      expect.stringMatching(/^Roof terrace: the booking is cancelled, /),
      "Your claim to 3B is rejected",
      "Your home 3B is verified",
      "Your residency in 3B has ended",
    ]);
    const said = (await written(env.DB)).filter(({ data }) => (data as { userId?: string }).userId === one.userId);
    expect(said.filter(({ type }) => type === "notification.sent")).toHaveLength(7 + 5);
  });

  it("is told of a question about their request, and who asked is told of the answer, once [BKG-11]", async () => {
    const [one, boss] = [scene(), scene()];
    const bookingId = anId("booking");
    const question = questioned(one, bookingId);
    const answer = answered(one, bookingId, boss.userId);
    await deliver(created(one), addressed(one), created(boss, "La gestora", "es"), addressed(boss));
    await deliver(answer, question, question, answer, answered(one, anId("booking"), null));
    expect(types(await inboxOf(one.userId))).toEqual(["booking.question_asked"]);
    expect(types(await inboxOf(boss.userId))).toEqual(["booking.question_answered"]);
    const [mail, ...more] = await mailOf(boss.email);
    expect(more).toEqual([]);
    expect(mail.subject).toMatch(/^Roof terrace: han respondido a su pregunta, domingo/);
    expect((await mailOf(one.email))[0].subject).toMatch(/^Roof terrace: a question about your request, /);
  });

  it("who waits for a time that is closed is told so once, with the reason, and of an offer before it only in the inbox [BKG-14]", async () => {
    const one = scene();
    const [bookingId, wait] = [anId("booking"), anId("booking")];
    const closedOffer = closed(one, bookingId, "offered");
    await deliver(created(one), addressed(one), closedOffer, offered(one, bookingId), closedOffer);
    await deliver(closed(one, wait, "waiting"));
    expect(types(await inboxOf(one.userId)).sort()).toEqual([
      "booking.cancelled",
      "booking.cancelled",
      "booking.waitlist_offered",
    ]);
    const mails: { subject: string; text: string }[] = await mailOf(one.email);
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Roof terrace is closed then: Sunday/),
      expect.stringMatching(/^Roof terrace is closed then: Sunday/),
    ]);
    const texts = mails.map(({ text }) => text).join();
    for (const words of ["no longer in the queue", "the offer has ended", "The lift is being repaired"])
      expect(texts).toContain(words);
  });

  it.each([
    { wish: "held", words: "the hold has ended" },
    { wish: "waiting", words: "no longer in the queue" },
    { wish: "offered", words: "the offer has ended" },
  ] as const)("is told once, and why, that the house ended what they had $wish", async ({ wish, words }) => {
    const one = scene();
    const { data, ...event } = closed(one, anId("booking"), wish);
    const { blackout: _, ...said } = data as Record<string, unknown>;
    const ended = { ...event, data: { ...said, cause: "staff" } };
    await deliver(created(one), addressed(one), ended, ended);
    await deliver(ended);
    const [told, ...others] = await inboxOf(one.userId);
    expect(told.body).toMatch(new RegExp(`${words}.*The people who run the building .*The lift is being repaired`));
    expect(others).toEqual([]);
    const [mail, ...more] = await mailOf(one.email);
    expect(mail.subject).toMatch(/^Roof terrace: it has ended, Sunday/);
    expect(mail.text).toContain("The lift is being repaired");
    expect(more).toEqual([]);
  });

  it("of whom a blackout takes several times is told once of all, in whatever order it is heard [BKG-14]", async () => {
    const one = scene();
    const blackout = anId("blackout");
    const ended = [1, 2, 3].map((nth) => closed(one, anId("booking"), "confirmed", { id: blackout, nth, of: 3 }));
    await deliver(created(one), addressed(one), ...ended.toReversed(), ...ended);
    const [told, ...others] = await inboxOf(one.userId);
    expect(told).toMatchObject({ subject: ended[0]?.subject, title: "Roof terrace: closed at 3 of your times" });
    expect(others).toEqual([]);
    const [mail, ...more] = await mailOf(one.email);
    expect(mail.text).toContain("The lift is being repaired");
    expect(more).toEqual([]);
  });

  it("who did not check in is told once that their booking was missed, in the inbox and in the mail [BKG-13]", async () => {
    const one = scene();
    const event = missed(one);
    await deliver(created(one), addressed(one));
    await deliver(event, event);
    await deliver(event);
    expect(types(await inboxOf(one.userId))).toEqual(["booking.no_show"]);
    const [mail, ...more] = await mailOf(one.email);
    expect(more).toEqual([]);
    expect(mail.subject).toMatch(/^Roof terrace: nobody came, /);
    expect(mail.text).toContain("Nobody checked in to Roof terrace");
  });

  it("is not told of a hold, of a unit that verification tells of, or of a session", async () => {
    const one = scene();
    const assigned = arrived("residency", {
      type: "unit.assigned_to_user",
      subject: anId("unit"),
      building: one.buildingId,
      version: 1,
      data: residence(one),
    });
    const ended = arrived("iam", {
      type: "session.ended",
      subject: anId("session"),
      version: 1,
      data: { userId: one.userId, sessionId: anId("session"), reason: "signed_out" },
    });
    const result = await deliver(created(one), addressed(one), booked(one, undefined, "held"), assigned, ended);
    expect(result.retryMessages).toEqual([]);
    expect(await inboxOf(one.userId)).toEqual([]);
    expect(await mailOf(one.email)).toEqual([]);
  });

  it("is notified once by an event that several deliveries bring at the same moment", async () => {
    const one = scene();
    await deliver(created(one), addressed(one));
    const event = booked(one);
    await Promise.all(Array.from({ length: 5 }, () => deliver(event)));
    await deliver(event);
    expect(await inboxOf(one.userId)).toHaveLength(1);
    expect(await mailOf(one.email)).toHaveLength(1);
  });

  it("whose booking was cancelled before its confirmation was heard gets no mail that confirms it", async () => {
    const one = scene();
    const booking = anId("booking");
    await deliver(created(one), addressed(one), cancelled(one, booking), booked(one, booking));
    expect(types(await inboxOf(one.userId))).toEqual(["booking.cancelled", "booking.created"]);
    expect((await mailOf(one.email)).map(({ subject }: { subject: string }) => subject)).toEqual([
      expect.stringContaining("is cancelled"),
    ]);
  });
});

describe("the queue", () => {
  it("has a consumer for each event the catalogue brings, and keeps what it does not know for later", async () => {
    const one = scene();
    const unknown = { ...booked(one), dataschema: "urn:courtyard:booking.created:2" };
    const known = booked(one);
    const result = await deliver(unknown, known);
    expect(result.retryMessages).toHaveLength(1);
    expect(result.explicitAcks).toHaveLength(1);
    for (const [type, { event }] of Object.entries(consumers)) expect(event.type).toBe(type);
    const events = as(exports.Door({ props: { caller: "events" } }), NOBODY);
    const told = await events.post("/internal/unheard", { ids: [known.id, unknown.id] });
    expect(told.body).toEqual({ missing: [unknown.id] });
  });
});
