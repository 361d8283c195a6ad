import type { Id } from "../core/ids.ts";
import { hours, minutes, toIso } from "../core/time.ts";
import type { WorkerName } from "../core/workers.ts";
import type { EventName } from "../events/catalogue.ts";
import type { Envelope } from "../events/event.ts";
import type { Said } from "../events/said.ts";
import { anId, arrived } from "./story.ts";

/** Some hours of two buildings and of the people in them, with every event that notifications hears. */

const BEGIN = Date.now() - hours(5);
const SLOT = Date.UTC(2026, 10, 29, 9);

type Tell = <N extends EventName>(from: WorkerName, said: Said<N>) => Envelope;

const grantOf = (role: "manager" | "staff", on: string) => ({ grantId: anId("grant"), role, on, untilAt: null });

/** Somebody's account, as IAM tells of it: one version after the other. */
function anAccount(tell: Tell) {
  const userId = anId("user");
  let version = 0;
  const next = () => {
    version += 1;
    return { subject: userId, version };
  };
  const contact = (emailVerified: boolean) => {
    const data = { userId, email: `${userId.toLowerCase()}-${version}@example.com`, emailVerified };
    return tell("iam", { type: "user.contact_changed", subject: userId, version, data });
  };
  const named = (type: "user.created" | "user.updated", name: string, locale = "en") =>
    tell("iam", { type, ...next(), data: { userId, name, locale } });
  return {
    userId,
    made: (name: string, emailVerified = true) => [named("user.created", name), contact(emailVerified)],
    renamed: (name: string, locale?: string) => named("user.updated", name, locale),
    moved: () => {
      next();
      return contact(true);
    },
    granted: (...grants: readonly ReturnType<typeof grantOf>[]) =>
      tell("iam", { type: "user.role_changed", ...next(), data: { userId, grants: [...grants] } }),
    gone: () => tell("iam", { type: "user.deleted", ...next(), data: { userId } }),
    signedOut: () => {
      const data = { userId, sessionId: anId("session"), reason: "signed_out" };
      return tell("iam", { type: "session.ended", subject: data.sessionId, version: 1, data });
    },
  };
}

function aBuilding(tell: Tell) {
  const [buildingId, organisationId] = [anId("building"), anId("organisation")];
  const facts = { buildingId, organisationId, timeZone: "Europe/Madrid", currency: "EUR", locale: "es" };
  const told = (type: "building.created" | "building.updated", name: string, version: number) =>
    tell("residency", { type, subject: buildingId, building: buildingId, version, data: { ...facts, name } });
  return {
    buildingId,
    organisationId,
    made: (name: string) => told("building.created", name, 1),
    renamed: (name: string, version: number) => told("building.updated", name, version),
  };
}

/** Somebody's claim to a unit, and the home that it may lead to. */
function aHome(tell: Tell, userId: Id<"user">, building: Id<"building">, unitLabel: string) {
  const [subject, claimId] = [anId("residence"), anId("claim")];
  const unit = { userId, unitId: anId("unit"), buildingId: building, unitLabel };
  const home = { ...unit, kind: "tenant", fromAt: BEGIN } as const;
  const lived = (type: "unit.assigned_to_user" | "resident.verified") =>
    tell("residency", { type, subject, building, version: 1, data: home });
  return {
    claimed: () => {
      const data = { ...unit, claimId, kind: "tenant" } as const;
      return tell("residency", { type: "claim.submitted", subject: claimId, building, version: 1, data });
    },
    decided: (reason: string | null = null) => {
      const data = { ...unit, claimId, decision: reason === null ? "approved" : "rejected", reason } as const;
      return tell("residency", { type: "claim.decided", subject: claimId, building, version: 2, data });
    },
    begun: () => [lived("unit.assigned_to_user"), lived("resident.verified")],
    ended: (version: number) => {
      const data = { ...home, untilAt: BEGIN + hours(version) };
      return tell("residency", { type: "resident.unverified", subject, building, version, data });
    },
  };
}

type OfBooking = Extract<Said, { type: `booking.${string}` }>;
type More<T extends OfBooking["type"]> = Omit<
  Extract<OfBooking, { type: T }>["data"],
  keyof Extract<OfBooking, { type: "booking.confirmed" }>["data"]
>;

/** Somebody's booking: each word is its next version. */
function aBooking(tell: Tell, userId: Id<"user">, building: Id<"building">) {
  const facts = {
    ...{ bookingId: anId("booking"), resourceId: anId("resource"), calendarId: anId("calendar"), userId },
    ...{ resourceName: "Roof terrace", startAt: SLOT, endAt: SLOT + hours(1), timeZone: "Europe/Madrid" },
  };
  let version = 0;
  return <T extends OfBooking["type"]>(type: T, more: More<T>): Envelope => {
    version += 1;
    const said = { type, subject: facts.bookingId, building, version, data: { ...facts, ...more } };
    return tell("bookings", said as unknown as Said<T>);
  };
}

const CLOSED = { cause: "blackout", reason: "Painting" } as const;
const MOVED = { fromStartAt: SLOT - hours(2), fromEndAt: SLOT - hours(1) };

/** The history, in the order in which it happened, and who is who in it. */
export function lives() {
  let minute = 0;
  const tell: Tell = (from, said) => {
    minute += 1;
    return arrived(from, said, { time: toIso(BEGIN + minutes(minute)) });
  };
  const [stays, waits, leaves] = [anAccount(tell), anAccount(tell), anAccount(tell)];
  const [runs, joins, resigns] = [anAccount(tell), anAccount(tell), anAccount(tell)];
  const [quits, unreached] = [anAccount(tell), anAccount(tell)];
  const [house, other] = [aBuilding(tell), aBuilding(tell)];
  const home = aHome(tell, stays.userId, house.buildingId, "1A");
  const refused = aHome(tell, waits.userId, house.buildingId, "2A");
  const left = aHome(tell, leaves.userId, other.buildingId, "3A");
  const ran = grantOf("manager", house.buildingId);

  const asked = aBooking(tell, stays.userId, house.buildingId);
  const given = aBooking(tell, stays.userId, house.buildingId);
  const offer = aBooking(tell, waits.userId, house.buildingId);
  const missed = aBooking(tell, waits.userId, house.buildingId);
  const doubted = aBooking(tell, waits.userId, house.buildingId);
  const queued = aBooking(tell, waits.userId, house.buildingId);
  const tempted = aBooking(tell, waits.userId, house.buildingId);
  const dropped = aBooking(tell, waits.userId, house.buildingId);
  const shifted = aBooking(tell, waits.userId, house.buildingId);
  const theirs = aBooking(tell, leaves.userId, other.buildingId);
  const weekly = [1, 2, 3].map(() => aBooking(tell, waits.userId, house.buildingId));
  const series = (nth: number, of: number) => ({ series: { id: seriesId, nth, of } });
  const seriesId = anId("series");
  const ofTwo = (nth: number) => ({ blackout: { id: blackoutId, nth, of: 2 } });
  const blackoutId = anId("blackout");

  const history = [
    ...[house.made("Calle Mayor 1"), other.made("Calle Menor 2")],
    ...[...stays.made("Ana"), ...waits.made("Bea", false), ...leaves.made("Carl")],
    ...[...runs.made("Dora"), ...joins.made("Emil"), ...resigns.made("Fay"), ...quits.made("Gus")],
    ...[runs.granted(ran), resigns.granted(grantOf("manager", house.organisationId))],
    ...[quits.granted(grantOf("manager", house.buildingId))],
    unreached.granted(grantOf("manager", other.organisationId)),
    ...[house.renamed("Calle Mayor 1 bis", 2), stays.renamed("Ana María"), waits.moved(), leaves.signedOut()],
    ...[home.claimed(), left.claimed(), home.decided(), ...home.begun(), left.decided(), ...left.begun()],
    ...[joins.granted(grantOf("manager", house.organisationId)), runs.granted(ran, grantOf("staff", other.buildingId))],
    ...[refused.claimed(), resigns.granted(), refused.decided("Not on the lease")],
    ...[asked("booking.created", { status: "requested" }), asked("booking.question_asked", {})],
    ...[asked("booking.question_answered", { askedBy: runs.userId }), asked("booking.confirmed", {})],
    ...[asked("booking.moved", MOVED), asked("booking.checked_in", {})],
    ...[given("booking.created", { status: "confirmed" }), given("booking.moved", MOVED)],
    given("booking.cancelled", { cause: "staff", reason: "A burst pipe" }),
    ...[offer("booking.created", { status: "held" }), offer("booking.waitlist_offered", { until: SLOT - 1 })],
    ...[
      offer("booking.expired", {}),
      missed("booking.created", { status: "confirmed" }),
      missed("booking.no_show", {}),
    ],
    queued("booking.cancelled", { ...CLOSED, fromStatus: "waiting", ...ofTwo(1) }),
    dropped("booking.waitlist_offered", { until: SLOT - 1 }),
    dropped("booking.cancelled", { cause: "staff", fromStatus: "offered", reason: "A burst pipe" }),
    shifted("booking.moved", { ...MOVED, isHeld: true }),
    shifted("booking.cancelled", { cause: "moved_out", fromStatus: "held" }),
    tempted("booking.waitlist_offered", { until: SLOT - 1 }),
    tempted("booking.cancelled", { ...CLOSED, fromStatus: "offered", ...ofTwo(2) }),
    ...[doubted("booking.created", { status: "requested" }), doubted("booking.question_asked", {})],
    doubted("booking.question_answered", { askedBy: quits.userId }),
    ...[doubted("booking.question_asked", {}), doubted("booking.question_answered", { askedBy: null })],
    ...weekly.map((one, n) => one("booking.created", { status: "confirmed", ...series(n + 1, 3) })),
    ...weekly.slice(1).map((one, n) => one("booking.moved", { ...MOVED, ...series(n + 1, 2) })),
    ...weekly.map((one, n) => one("booking.cancelled", { cause: "person", ...series(n + 1, 3) })),
    ...[theirs("booking.created", { status: "confirmed" }), theirs("booking.moved", MOVED)],
    ...[home.ended(2), home.ended(3), house.renamed("Calle Mayor 1 ter", 4), other.renamed("Calle Menor 4", 2)],
    ...[leaves.renamed("Carlos"), leaves.gone(), left.ended(2), theirs("booking.cancelled", { cause: "moved_out" })],
    ...[quits.gone(), stays.moved(), stays.renamed("Ana María", "es")],
  ];
  return { history, house, people: { stays, waits, leaves, runs, joins, resigns, quits, unreached } };
}
