import type { WorkerName } from "../core/workers.ts";
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
  CalendarUpdated,
  ResourceUpdated,
} from "./bookings.ts";
import { AuditRecorded, type EventType } from "./event.ts";
import { SessionEnded, UserContactChanged, UserCreated, UserDeleted, UserRoleChanged, UserUpdated } from "./iam.ts";
import { NotificationFailed, NotificationSent } from "./notifications.ts";
import {
  BuildingCreated,
  BuildingUpdated,
  ClaimDecided,
  ClaimSubmitted,
  ResidentUnverified,
  ResidentVerified,
  UnitAssignedToUser,
} from "./residency.ts";

/** The workers that have a queue of their own and hear events. */
export const LISTENERS = ["residency", "bookings", "notifications"] as const satisfies readonly WorkerName[];
export type Listener = (typeof LISTENERS)[number];

interface Entry {
  readonly event: EventType;
  /** The workers that say it. `audit.recorded` alone is said by all of them. */
  readonly from: WorkerName | "*";
  readonly to: readonly Listener[];
  /** Who outside may have it: `manager` lets a manager's webhook have it. */
  readonly leaves: "never" | "manager";
  /** The listeners among `to` to whom a replay may be sent: those for whom hearing it again only rebuilds a projection. */
  readonly replay: readonly Listener[];
}

/** The map of the system: every event, who says it, who hears it. A new listener is one word here. */
export const catalogue = {
  "user.created": {
    event: UserCreated,
    from: "iam",
    to: ["residency", "notifications"],
    leaves: "never",
    replay: ["residency", "notifications"],
  },
  "user.updated": {
    event: UserUpdated,
    from: "iam",
    to: ["residency", "notifications"],
    leaves: "never",
    replay: ["residency", "notifications"],
  },
  "user.contact_changed": {
    event: UserContactChanged,
    from: "iam",
    to: ["notifications"],
    leaves: "never",
    replay: ["notifications"],
  },
  "session.ended": { event: SessionEnded, from: "iam", to: ["notifications"], leaves: "never", replay: [] },
  "user.role_changed": {
    event: UserRoleChanged,
    from: "iam",
    to: ["bookings", "notifications"],
    leaves: "never",
    replay: ["bookings", "notifications"],
  },
  "user.deleted": {
    event: UserDeleted,
    from: "iam",
    to: ["residency", "bookings", "notifications"],
    leaves: "never",
    replay: ["notifications"],
  },
  "building.created": {
    event: BuildingCreated,
    from: "residency",
    to: ["bookings", "notifications"],
    leaves: "manager",
    replay: ["bookings", "notifications"],
  },
  "building.updated": {
    event: BuildingUpdated,
    from: "residency",
    to: ["bookings", "notifications"],
    leaves: "manager",
    replay: ["bookings", "notifications"],
  },
  "unit.assigned_to_user": {
    event: UnitAssignedToUser,
    from: "residency",
    to: ["notifications"],
    leaves: "manager",
    replay: [],
  },
  "resident.verified": {
    event: ResidentVerified,
    from: "residency",
    to: ["bookings", "notifications"],
    leaves: "manager",
    replay: ["bookings"],
  },
  "resident.unverified": {
    event: ResidentUnverified,
    from: "residency",
    to: ["bookings", "notifications"],
    leaves: "manager",
    replay: ["bookings"],
  },
  "claim.submitted": { event: ClaimSubmitted, from: "residency", to: ["notifications"], leaves: "manager", replay: [] },
  "claim.decided": { event: ClaimDecided, from: "residency", to: ["notifications"], leaves: "manager", replay: [] },
  "booking.created": { event: BookingCreated, from: "bookings", to: ["notifications"], leaves: "manager", replay: [] },
  "booking.cancelled": {
    event: BookingCancelled,
    from: "bookings",
    to: ["bookings", "notifications"],
    leaves: "manager",
    replay: [],
  },
  "booking.checked_in": {
    event: BookingCheckedIn,
    from: "bookings",
    to: ["notifications"],
    leaves: "manager",
    replay: [],
  },
  "booking.confirmed": {
    event: BookingConfirmed,
    from: "bookings",
    to: ["notifications"],
    leaves: "manager",
    replay: [],
  },
  "booking.question_asked": {
    event: BookingQuestionAsked,
    from: "bookings",
    to: ["notifications"],
    leaves: "manager",
    replay: [],
  },
  "booking.question_answered": {
    event: BookingQuestionAnswered,
    from: "bookings",
    to: ["notifications"],
    leaves: "manager",
    replay: [],
  },
  "booking.expired": { event: BookingExpired, from: "bookings", to: ["notifications"], leaves: "manager", replay: [] },
  "booking.waitlist_offered": {
    event: BookingWaitlistOffered,
    from: "bookings",
    to: ["notifications"],
    leaves: "manager",
    replay: [],
  },
  "booking.moved": { event: BookingMoved, from: "bookings", to: ["notifications"], leaves: "manager", replay: [] },
  "booking.no_show": { event: BookingNoShow, from: "bookings", to: ["notifications"], leaves: "manager", replay: [] },
  "resource.updated": { event: ResourceUpdated, from: "bookings", to: ["bookings"], leaves: "manager", replay: [] },
  "calendar.updated": { event: CalendarUpdated, from: "bookings", to: ["bookings"], leaves: "manager", replay: [] },
  "notification.sent": { event: NotificationSent, from: "notifications", to: [], leaves: "never", replay: [] },
  "notification.failed": { event: NotificationFailed, from: "notifications", to: [], leaves: "never", replay: [] },
  "audit.recorded": { event: AuditRecorded, from: "*", to: [], leaves: "never", replay: [] },
} as const satisfies Record<string, Entry>;

export type Catalogue = typeof catalogue;
export type EventName = keyof Catalogue;

/** The events that a worker may hear again. */
export const replayableTo = (worker: WorkerName): string[] =>
  Object.entries<Entry>(catalogue).flatMap(([type, { replay }]) =>
    replay.some((listener) => listener === worker) ? [type] : [],
  );

/** The entry of a type that came from outside the compiler's sight. */
export const entryOf = (type: string): Entry | undefined =>
  Object.hasOwn(catalogue, type) ? catalogue[type as EventName] : undefined;
