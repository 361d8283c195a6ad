import type { Id } from "../core/ids.ts";
import { hours, minutes, toIso } from "../core/time.ts";
import type { GivableStatus } from "../core/vocabulary.ts";
import type { Envelope } from "../events/event.ts";
import { anId, arrived, as, type Door, NOBODY, person } from "./story.ts";

/** What happens to a person in a building, as the events that tell of it. */

/** A person with an address, in a building of an organisation; nobody has heard of any of them. */
export interface Scene {
  readonly userId: Id<"user">;
  readonly buildingId: Id<"building">;
  readonly organisationId: Id<"organisation">;
  readonly email: string;
}
export const scene = (): Scene => {
  const userId = anId("user");
  return {
    userId,
    buildingId: anId("building"),
    organisationId: anId("organisation"),
    email: `${userId.toLowerCase()}@example.com`,
  };
};

export const START = Date.UTC(2026, 10, 29, 9);
const at = (instant: number): Partial<Envelope> => ({ time: toIso(instant) });

export const created = ({ userId }: Scene, name = "A resident", locale = "en", version = 1) =>
  arrived("iam", { type: "user.created", subject: userId, version, data: { userId, name, locale } });
export const addressed = ({ userId, email }: Scene, version = 2, emailVerified = true) =>
  arrived("iam", { type: "user.contact_changed", subject: userId, version, data: { userId, email, emailVerified } });
export const deleted = ({ userId }: Scene) =>
  arrived("iam", { type: "user.deleted", subject: userId, version: 9, data: { userId } });
export const granted = (
  userId: Id<"user">,
  on: string,
  { role = "manager", grantId = anId("grant"), version = 3, when = Date.now() - hours(1) } = {} as {
    role?: "manager" | "staff";
    grantId?: Id<"grant">;
    version?: number;
    when?: number;
  },
) =>
  arrived(
    "iam",
    {
      type: "user.role_changed",
      subject: userId,
      version,
      data: { userId, grants: [{ grantId, role, on, untilAt: null }] },
    },
    at(when),
  );
export const built = ({ buildingId, organisationId }: Scene, name = "Calle Mayor 1", version = 1) =>
  arrived("residency", {
    type: version === 1 ? "building.created" : "building.updated",
    subject: buildingId,
    building: buildingId,
    version,
    data: { buildingId, organisationId, name, timeZone: "Europe/Madrid", currency: "EUR", locale: "es" },
  });
export const residence = ({ userId, buildingId }: Scene) =>
  ({ userId, unitId: anId("unit"), buildingId, unitLabel: "3B", kind: "tenant", fromAt: START }) as const;
export const verified = (one: Scene) =>
  arrived(
    "residency",
    {
      type: "resident.verified",
      subject: anId("residence"),
      building: one.buildingId,
      version: 1,
      data: residence(one),
    },
    at(START + 1),
  );
export const unverified = (one: Scene) =>
  arrived(
    "residency",
    {
      type: "resident.unverified",
      subject: anId("residence"),
      building: one.buildingId,
      version: 2,
      data: { ...residence(one), untilAt: START },
    },
    at(START + 9),
  );
export const claimed = (one: Scene, claimId = anId("claim")) =>
  arrived(
    "residency",
    {
      type: "claim.submitted",
      subject: claimId,
      building: one.buildingId,
      version: 1,
      data: {
        claimId,
        userId: one.userId,
        unitId: anId("unit"),
        buildingId: one.buildingId,
        unitLabel: "3B",
        kind: "tenant",
      },
    },
    at(Date.now() - minutes(1)),
  );
export const decided = (one: Scene, decision: "approved" | "rejected", reason: string | null = null) => {
  const claimId = anId("claim");
  const data = {
    claimId,
    userId: one.userId,
    unitId: anId("unit"),
    buildingId: one.buildingId,
    unitLabel: "3B",
    decision,
    reason,
  };
  return arrived(
    "residency",
    { type: "claim.decided", subject: claimId, building: one.buildingId, version: 2, data },
    at(START + 2),
  );
};
const slotOf = (one: Scene, bookingId = anId("booking")) => ({
  bookingId,
  resourceId: anId("resource"),
  calendarId: anId("calendar"),
  resourceName: "Roof terrace",
  userId: one.userId,
  startAt: START,
  endAt: START + hours(1),
  timeZone: "Europe/Madrid",
});
export const booked = (one: Scene, bookingId?: Id<"booking">, status: "confirmed" | "held" = "confirmed") => {
  const data = { ...slotOf(one, bookingId), status };
  return arrived(
    "bookings",
    { type: "booking.created", subject: data.bookingId, building: one.buildingId, version: 1, data },
    at(START + 3),
  );
};
export const cancelled = (one: Scene, bookingId?: Id<"booking">) => {
  const data = { ...slotOf(one, bookingId), cause: "staff" as const };
  return arrived(
    "bookings",
    { type: "booking.cancelled", subject: data.bookingId, building: one.buildingId, version: 2, data },
    at(START + 4),
  );
};
export const offered = (one: Scene, bookingId: Id<"booking">) =>
  arrived(
    "bookings",
    {
      type: "booking.waitlist_offered",
      subject: bookingId,
      building: one.buildingId,
      version: 2,
      data: { ...slotOf(one, bookingId), until: START - 1 },
    },
    at(START - hours(1)),
  );
export const closed = (
  one: Scene,
  bookingId: Id<"booking">,
  fromStatus: GivableStatus,
  blackout: { id: Id<"blackout">; nth: number; of: number } = { id: anId("blackout"), nth: 1, of: 1 },
) => {
  const data = {
    ...slotOf(one, bookingId),
    blackout,
    fromStatus,
    cause: "blackout",
    reason: "The lift is being repaired",
  } as const;
  return arrived(
    "bookings",
    {
      type: "booking.cancelled",
      subject: bookingId,
      building: one.buildingId,
      version: 3,
      person: one.userId,
      data,
    },
    at(START - hours(0.5)),
  );
};
export const questioned = (one: Scene, bookingId: Id<"booking">) =>
  arrived(
    "bookings",
    {
      type: "booking.question_asked",
      subject: bookingId,
      building: one.buildingId,
      version: 2,
      data: slotOf(one, bookingId),
    },
    at(START + 4),
  );
export const answered = (one: Scene, bookingId: Id<"booking">, askedBy: Id<"user"> | null) =>
  arrived(
    "bookings",
    {
      type: "booking.question_answered",
      subject: bookingId,
      building: one.buildingId,
      version: 3,
      data: { ...slotOf(one, bookingId), askedBy },
    },
    at(START + 5),
  );
export const checkedIn = (one: Scene) => {
  const data = slotOf(one);
  return arrived(
    "bookings",
    { type: "booking.checked_in", subject: data.bookingId, building: one.buildingId, version: 2, data },
    at(START + 5),
  );
};
export const missed = (one: Scene, bookingId = anId("booking")) =>
  arrived(
    "bookings",
    {
      type: "booking.no_show",
      subject: bookingId,
      building: one.buildingId,
      version: 2,
      data: slotOf(one, bookingId),
    },
    at(START + 5),
  );

/** What a person finds in the inbox, and an address in the mailbox, through this Door. */
export const found = (door: Door) => ({
  inboxOf: async (userId: Id<"user">) => (await as(door, person([], userId)).get("/v1/me/notifications")).body.items,
  mailOf: async (email: string) =>
    (await as(door, NOBODY).get(`/dev/mailbox?to=${encodeURIComponent(email)}`)).body.items,
});
