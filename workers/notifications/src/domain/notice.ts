import type { HomeKind } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { Channel, GivableStatus } from "#shared/core/vocabulary";
import type { Said } from "#shared/events/said";
import { type Contact, isGone } from "./contact.ts";

interface Slot {
  readonly resourceName: string;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly timeZone: string;
}

/**
 * What each notice says besides the person's and the building's name. What was written is read for a year: a notice
 * that needs another parameter gets another name.
 */
export interface NoticeParameters {
  readonly home_verified: { readonly unitLabel: string };
  readonly home_ended: { readonly unitLabel: string };
  readonly claim_submitted: { readonly unitLabel: string; readonly kind: HomeKind };
  readonly claim_approved: { readonly unitLabel: string };
  readonly claim_rejected: { readonly unitLabel: string; readonly reason: string | null };
  readonly booking_confirmed: Slot;
  readonly booking_cancelled: Slot & { readonly cause: "person" | "staff" | "moved_out" | "blackout" };
  readonly booking_checked_in: Slot;
  readonly booking_requested: Slot;
  readonly booking_called_off: Slot & { readonly reason: string };
  /** Closed before its person had it; `wish` is what it was until then. */
  readonly booking_closed: Slot & { readonly wish: Exclude<GivableStatus, "confirmed">; readonly reason: string };
  /** Ended by others before its person had it: what it was until then, and why. */
  readonly booking_wish_ended: Slot & {
    readonly wish: "held" | "waiting" | "offered";
    readonly ended: "staff" | "moved_out";
    readonly reason: string | null;
  };
  readonly booking_rejected: Slot & { readonly reason: string };
  readonly booking_question: Slot;
  readonly booking_answer: Slot;
  readonly booking_expired: Slot;
  readonly booking_moved: Slot;
  readonly booking_hold_moved: Slot;
  readonly booking_missed: Slot;
  /** Of bookings that recur, the first. */
  readonly series_booked: Slot & { readonly many: number };
  readonly series_cancelled: Slot & { readonly many: number };
  readonly series_called_off: Slot & { readonly many: number; readonly reason: string };
  readonly series_moved: Slot & { readonly many: number };
  /** Of what a blackout took from one person, the first. */
  readonly times_closed: Slot & { readonly many: number; readonly reason: string };
  /** `until` is when the offer ends. */
  readonly place_offered: Slot & { readonly until: Instant };
}

export type NoticeName = keyof NoticeParameters;

/** A notice and what it says. */
export type Notice = {
  [N in NoticeName]: { readonly template: N; readonly parameters: NoticeParameters[N] };
}[NoticeName];

/** The ways each notice takes. An approved claim is told by the home it leads to. */
export const NOTICE_CHANNELS = {
  home_verified: ["inbox", "email"],
  home_ended: ["inbox", "email"],
  claim_submitted: ["inbox", "email"],
  claim_approved: ["inbox"],
  claim_rejected: ["inbox", "email"],
  booking_confirmed: ["inbox", "email"],
  booking_cancelled: ["inbox", "email"],
  booking_checked_in: ["inbox"],
  booking_requested: ["inbox"],
  booking_called_off: ["inbox", "email"],
  booking_closed: ["inbox", "email"],
  booking_wish_ended: ["inbox", "email"],
  booking_rejected: ["inbox", "email"],
  booking_question: ["inbox", "email"],
  booking_answer: ["inbox", "email"],
  booking_expired: ["inbox", "email"],
  booking_moved: ["inbox", "email"],
  booking_hold_moved: ["inbox", "email"],
  booking_missed: ["inbox", "email"],
  times_closed: ["inbox", "email"],
  place_offered: ["inbox", "email"],
  series_booked: ["inbox", "email"],
  series_cancelled: ["inbox", "email"],
  series_called_off: ["inbox", "email"],
  series_moved: ["inbox", "email"],
} as const satisfies Record<NoticeName, readonly Channel[]>;

/**
 * By which ways a person hears of something. Nobody writes to who is gone; and what a newer state of the same thing has
 * overtaken is kept in the inbox, but interrupts nobody.
 */
export function decide(template: NoticeName, contact: Contact, overtaken: boolean): readonly Channel[] {
  if (isGone(contact)) return [];
  const channels: readonly Channel[] = NOTICE_CHANNELS[template];
  return overtaken ? channels.filter((channel) => channel === "inbox") : channels;
}

type TellingEvent =
  | "resident.verified"
  | "resident.unverified"
  | "claim.decided"
  | "booking.created"
  | "booking.cancelled"
  | "booking.confirmed"
  | "booking.question_asked"
  | "booking.question_answered"
  | "booking.expired"
  | "booking.waitlist_offered"
  | "booking.moved"
  | "booking.no_show"
  | "booking.checked_in";

/** Something that happened, and that the person whose it is may be told of. */
export type Happening = { [N in TellingEvent]: { readonly type: N; readonly data: Said<N>["data"] } }[TellingEvent];

/** Who is told: whose it is, and of an answer, who of the house had asked. */
export const addresseeOf = ({ type, data }: Happening): Id<"user"> =>
  type === "booking.question_answered" ? (data.askedBy ?? data.userId) : data.userId;

/** What the person is told; undefined where they are told of something else instead: of a hold by its confirmation. */
export function noticeOf(happening: Happening): Notice | undefined {
  const ofMany = closedNotice(happening) ?? seriesNotice(happening);
  if (ofMany !== undefined) return ofMany === "told" ? undefined : ofMany;
  switch (happening.type) {
    case "resident.verified":
      return { template: "home_verified", parameters: { unitLabel: happening.data.unitLabel } };
    case "resident.unverified":
      return { template: "home_ended", parameters: { unitLabel: happening.data.unitLabel } };
    case "claim.decided": {
      const { unitLabel, decision, reason } = happening.data;
      return decision === "approved"
        ? { template: "claim_approved", parameters: { unitLabel } }
        : { template: "claim_rejected", parameters: { unitLabel, reason } };
    }
    case "booking.created":
      if (happening.data.status === "held") return undefined;
      return {
        template: happening.data.status === "confirmed" ? "booking_confirmed" : "booking_requested",
        parameters: slotOf(happening.data),
      };
    case "booking.cancelled":
      return cancelled(happening.data);
    case "booking.confirmed":
      return { template: "booking_confirmed", parameters: slotOf(happening.data) };
    case "booking.question_asked":
      return { template: "booking_question", parameters: slotOf(happening.data) };
    case "booking.question_answered":
      if (happening.data.askedBy === null) return undefined;
      return { template: "booking_answer", parameters: slotOf(happening.data) };
    case "booking.expired":
      return { template: "booking_expired", parameters: slotOf(happening.data) };
    case "booking.waitlist_offered":
      return { template: "place_offered", parameters: { ...slotOf(happening.data), until: happening.data.until } };
    case "booking.moved":
      return {
        template: happening.data.isHeld ? "booking_hold_moved" : "booking_moved",
        parameters: slotOf(happening.data),
      };
    case "booking.no_show":
      return { template: "booking_missed", parameters: slotOf(happening.data) };
    case "booking.checked_in":
      return { template: "booking_checked_in", parameters: slotOf(happening.data) };
  }
}

const SERIES_NOTICES = {
  "booking.created": "series_booked",
  "booking.cancelled": "series_cancelled",
  "booking.moved": "series_moved",
} as const;

/** One message tells of all that was said of a series at once, and so of the rest; undefined for what is of none. */
function seriesNotice({ type, data }: Happening): Notice | "told" | undefined {
  if (type !== "booking.created" && type !== "booking.cancelled" && type !== "booking.moved") return undefined;
  if (!data.series || data.series.of === 1) return undefined;
  if (data.series.nth !== 1) return "told";
  const parameters = { ...slotOf(data), many: data.series.of };
  if (type === "booking.cancelled" && data.cause !== "person" && data.reason !== undefined)
    return { template: "series_called_off", parameters: { ...parameters, reason: data.reason } };
  return { template: SERIES_NOTICES[type], parameters };
}

/** The same of all that a blackout took from one person. */
function closedNotice({ type, data }: Happening): Notice | "told" | undefined {
  if (type !== "booking.cancelled" || !data.blackout || data.blackout.of === 1) return undefined;
  if (data.blackout.nth > 1) return "told";
  return {
    template: "times_closed",
    parameters: { ...slotOf(data), many: data.blackout.of, reason: data.reason ?? "–" },
  };
}

/** Where the house said why, its own words. */
function cancelled({ cause, reason, fromStatus, ...data }: Said<"booking.cancelled">["data"]): Notice {
  if (cause === "rejected")
    return { template: "booking_rejected", parameters: { ...slotOf(data), reason: reason ?? "–" } };
  if (cause === "blackout" && reason !== undefined && fromStatus !== undefined && fromStatus !== "confirmed")
    return { template: "booking_closed", parameters: { ...slotOf(data), wish: fromStatus, reason } };
  if ((cause === "staff" || cause === "moved_out") && isWish(fromStatus))
    return {
      template: "booking_wish_ended",
      parameters: { ...slotOf(data), wish: fromStatus, ended: cause, reason: reason ?? null },
    };
  if (reason !== undefined && cause !== "person")
    return { template: "booking_called_off", parameters: { ...slotOf(data), reason } };
  return { template: "booking_cancelled", parameters: { ...slotOf(data), cause } };
}

/** A time that its person did not have yet, and asked nobody for. */
const isWish = (status: GivableStatus | undefined): status is "held" | "waiting" | "offered" =>
  status === "held" || status === "waiting" || status === "offered";

const slotOf = ({ resourceName, startAt, endAt, timeZone }: Slot): Slot => ({ resourceName, startAt, endAt, timeZone });
