/** The closed lists of words that both a contract and a domain speak. */
export const RESOURCE_TYPES = ["room", "coworking", "gym", "hall", "terrace", "laundry", "parking", "other"] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** `withdrawn` is for good; `blocked` says why and comes back. */
export const RESOURCE_STATUSES = ["available", "blocked", "withdrawn"] as const;
export type ResourceStatus = (typeof RESOURCE_STATUSES)[number];

/** `requested` waits for the house's word, `waiting` for a place, `offered` for the person's. */
export const BOOKING_STATUSES = [
  "held",
  "requested",
  "waiting",
  "offered",
  "confirmed",
  "checked_in",
  "checked_out",
  "cancelled",
  "rejected",
  "lapsed",
  "no_show",
] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** Of what can still be given up: nobody is there yet. */
export const GIVABLE_STATUSES = [
  "held",
  "requested",
  "waiting",
  "offered",
  "confirmed",
] as const satisfies readonly BookingStatus[];
export type GivableStatus = (typeof GIVABLE_STATUSES)[number];

/** Whether the house must agree to a booking, and whether it keeps its time from others meanwhile. */
export const APPROVALS = ["none", "open", "blocking"] as const;
export type Approval = (typeof APPROVALS)[number];

/** What happens to who gives a booking up too late. */
export const LATE_CANCELS = ["refuse", "mark"] as const;
export type LateCancel = (typeof LATE_CANCELS)[number];

/** How one shows that one is there: by what is written at the door, if anything is, by one's position, or by one of the two. */
export const CHECK_INS_BY = ["code", "position", "either"] as const;
export type CheckInBy = (typeof CHECK_INS_BY)[number];

/** Whose bookings a quota counts together. */
export const QUOTA_HOLDERS = ["person", "household"] as const;
export type QuotaHolder = (typeof QUOTA_HOLDERS)[number];

/** What a quota counts of them. */
export const QUOTA_COUNTS = ["bookings", "guests"] as const;
export type QuotaCount = (typeof QUOTA_COUNTS)[number];

export const UNIT_KINDS = ["flat", "parking", "storage", "commercial"] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const CLAIM_STATUSES = ["pending", "approved", "rejected", "withdrawn"] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** How a person claims a unit: with its code, or by asking the manager. */
export const CLAIM_WAYS = ["code", "request"] as const;
export type ClaimWay = (typeof CLAIM_WAYS)[number];

export const CODE_STATUSES = ["open", "used", "expired", "revoked"] as const;
export type CodeStatus = (typeof CODE_STATUSES)[number];

/** Why an event became a dead letter: the log refused it, or a listener could not act on it (`undelivered`). */
export const DEAD_LETTER_REASONS = [
  "unreadable",
  "too_large",
  "unknown_type",
  "wrong_source",
  "invalid_data",
  "undelivered",
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

export const DEAD_LETTER_STATUSES = ["waiting", "resolved", "given_up"] as const;
export type DeadLetterStatus = (typeof DEAD_LETTER_STATUSES)[number];

export const REPLAY_STATUSES = ["running", "done", "cancelled"] as const;
export type ReplayStatus = (typeof REPLAY_STATUSES)[number];

/** The letters there are: what carries a secret to one person, over the binding, and is no event. */
export const LETTERS = ["verify_email", "address_known", "invitation", "claim_code", "session_reused"] as const;
export type Letter = (typeof LETTERS)[number];

/** The ways a person is reached. */
export const CHANNELS = ["inbox", "email"] as const;
export type Channel = (typeof CHANNELS)[number];

/** `queued` is on its way; the others are for good. */
export const DELIVERY_STATUSES = ["queued", "sent", "failed", "expired", "suppressed"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** `native` keeps its refresh token itself; a browser has it in a cookie that no script can read. */
export const SESSION_CLIENTS = ["browser", "native"] as const;
export type SessionClient = (typeof SESSION_CLIENTS)[number];

export const INVITATION_STATUSES = ["open", "accepted", "cancelled"] as const;
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];
