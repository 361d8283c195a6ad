import { isId } from "#shared/core/ids";
import {
  BookingCancelled,
  BookingCheckedIn,
  BookingConfirmed,
  BookingCreated,
  BookingExpired,
  BookingMoved,
  BookingNoShow,
  BookingQuestionAnswered,
  BookingQuestionAsked,
  BookingWaitlistOffered,
} from "#shared/events/bookings";
import type { Envelope } from "#shared/events/event";
import {
  SessionEnded,
  UserContactChanged,
  UserCreated,
  UserDeleted,
  UserRoleChanged,
  UserUpdated,
} from "#shared/events/iam";
import {
  BuildingCreated,
  BuildingUpdated,
  ClaimDecided,
  ClaimSubmitted,
  ResidentUnverified,
  ResidentVerified,
  UnitAssignedToUser,
} from "#shared/events/residency";
import type { Consumers } from "#shared/events/said";
import { logError } from "#shared/worker/log";
import { systemCall } from "#shared/worker/system-call";
import type { Call } from "./call.ts";
import type { Held } from "./domain/delivery.ts";
import type { Cause } from "./domain/telling.ts";
import { announceClaim } from "./usecases/announce-claim.ts";
import { forgetPerson } from "./usecases/forget-person.ts";
import { keepAddress } from "./usecases/keep-address.ts";
import { keepBuilding } from "./usecases/keep-building.ts";
import { keepGrants } from "./usecases/keep-grants.ts";
import { keepProfile } from "./usecases/keep-profile.ts";
import { notifyPerson } from "./usecases/notify-person.ts";
import { sendDelivery } from "./usecases/send-delivery.ts";
import { takeNote } from "./usecases/take-note.ts";

const happenedAt = ({ time }: Envelope): number => Date.parse(time);

const causeOf = (envelope: Envelope): Cause => ({
  eventId: envelope.id,
  type: envelope.type,
  subject: envelope.subject,
  buildingId: envelope.building && isId("building", envelope.building) ? envelope.building : null,
  version: envelope.version,
  at: happenedAt(envelope),
});

/** What the use case wrote down goes out behind it. If that fails, the sweep sends it. */
async function andSend(call: Call, written: Promise<readonly Held[]>): Promise<void> {
  for (const held of await written) {
    const own = systemCall(call.worker, "sendDelivery", call.env, { waitUntil: call.defer });
    const sent = sendDelivery(own, held);
    call.defer(sent.catch((error) => logError("delivery.broke", error, { deliveryId: held.id })));
  }
}

export const consumers: Consumers<"notifications", Call> = {
  "user.created": { event: UserCreated, act: (call, data, { version }) => keepProfile(call, data, version) },
  "user.updated": { event: UserUpdated, act: (call, data, { version }) => keepProfile(call, data, version) },
  "user.contact_changed": {
    event: UserContactChanged,
    act: (call, data, { version }) => andSend(call, keepAddress(call, data, version)),
  },
  "user.role_changed": {
    event: UserRoleChanged,
    act: (call, { userId, grants }, envelope) => {
      const sinceAt = happenedAt(envelope);
      const held = grants.map(({ grantId, role, on, untilAt }) => ({
        grantId,
        userId,
        role,
        target: on,
        sinceAt,
        untilAt,
      }));
      return andSend(call, keepGrants(call, userId, held, envelope.version));
    },
  },
  "user.deleted": { event: UserDeleted, act: (call, { userId }) => forgetPerson(call, userId) },
  "session.ended": { event: SessionEnded, act: takeNote },
  "building.created": {
    event: BuildingCreated,
    act: (call, { buildingId: id, ...facts }, { version }) =>
      andSend(call, keepBuilding(call, { id, ...facts, version })),
  },
  "building.updated": {
    event: BuildingUpdated,
    act: (call, { buildingId: id, ...facts }, { version }) =>
      andSend(call, keepBuilding(call, { id, ...facts, version })),
  },
  "claim.submitted": {
    event: ClaimSubmitted,
    act: (call, { claimId: id, buildingId, unitLabel, kind }, envelope) => {
      const { id: eventId, version } = envelope;
      const submittedAt = happenedAt(envelope);
      return andSend(call, announceClaim(call, { id, buildingId, unitLabel, kind, eventId, submittedAt, version }));
    },
  },
  "claim.decided": {
    event: ClaimDecided,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "claim.decided", data }, causeOf(envelope))),
  },
  // The person is told of the home it leads to, by resident.verified.
  "unit.assigned_to_user": { event: UnitAssignedToUser, act: takeNote },
  "resident.verified": {
    event: ResidentVerified,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "resident.verified", data }, causeOf(envelope))),
  },
  "resident.unverified": {
    event: ResidentUnverified,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "resident.unverified", data }, causeOf(envelope))),
  },
  "booking.created": {
    event: BookingCreated,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "booking.created", data }, causeOf(envelope))),
  },
  "booking.cancelled": {
    event: BookingCancelled,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "booking.cancelled", data }, causeOf(envelope))),
  },
  "booking.checked_in": {
    event: BookingCheckedIn,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "booking.checked_in", data }, causeOf(envelope))),
  },
  "booking.confirmed": {
    event: BookingConfirmed,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "booking.confirmed", data }, causeOf(envelope))),
  },
  "booking.question_asked": {
    event: BookingQuestionAsked,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "booking.question_asked", data }, causeOf(envelope))),
  },
  "booking.question_answered": {
    event: BookingQuestionAnswered,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "booking.question_answered", data }, causeOf(envelope))),
  },
  "booking.expired": {
    event: BookingExpired,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "booking.expired", data }, causeOf(envelope))),
  },
  "booking.waitlist_offered": {
    event: BookingWaitlistOffered,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "booking.waitlist_offered", data }, causeOf(envelope))),
  },
  "booking.moved": {
    event: BookingMoved,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "booking.moved", data }, causeOf(envelope))),
  },
  "booking.no_show": {
    event: BookingNoShow,
    act: (call, data, envelope) =>
      andSend(call, notifyPerson(call, { type: "booking.no_show", data }, causeOf(envelope))),
  },
};
