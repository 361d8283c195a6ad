import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { hours, type Instant, minutes, seconds } from "#shared/core/time";
import type { Channel, DeliveryStatus, Letter } from "#shared/core/vocabulary";
import type { Said } from "#shared/events/said";
import { masked } from "./contact.ts";
import type { NoticeName } from "./notice.ts";

/** How long whoever sends it has it for themselves. */
export const LEASE = seconds(60);
/** Tries of one delivery; the waits between them add up to more than a day. */
export const MAX_ATTEMPTS = 16;
const FIRST_WAIT = seconds(30);
const LONGEST_WAIT = hours(4);

export type Parameters = Readonly<Record<string, string | number | null>>;

/**
 * One message by one way.
 *
 *     queued ──▶ sent        it was taken: by the provider, or into the inbox
 *      ▲  │ ├──▶ failed      refused for good, or tried too often
 *      └──┘ ├──▶ expired     it could not be sent in time, and is not sent any more
 *    put off└──▶ suppressed  the person is gone
 */
export interface Delivery {
  readonly id: Id<"delivery">;
  readonly buildingId: Id<"building"> | null;
  readonly userId: Id<"user"> | null;
  readonly channel: Channel;
  readonly template: Letter | NoticeName;
  /** What it is sent once for. */
  readonly dedupeKey: string;
  /** A letter's; where a notice goes, the person's contact says when it is sent. */
  readonly address: string | null;
  readonly locale: string | null;
  readonly parameters: Parameters | null;
  readonly status: DeliveryStatus;
  readonly reason: string | null;
  /** Where it went, for the log. */
  readonly masked: string | null;
  readonly attempts: number;
  readonly nextAt: Instant;
  /** Who is sending it now. */
  readonly lease: string | null;
  readonly leaseUntil: Instant | null;
  readonly validUntil: Instant;
  readonly createdAt: Instant;
  readonly sentAt: Instant | null;
  readonly version: number;
}

/** A delivery that somebody has to themselves for a while. */
export interface Held {
  readonly id: Id<"delivery">;
  readonly lease: string;
}

/** Those of these that whoever wrote them down is to send now. */
export const heldOf = (deliveries: readonly Delivery[]): Held[] =>
  deliveries.flatMap(({ id, lease }) => (lease === null ? [] : [{ id, lease }]));

/** What became of a try. `later` may say after how many milliseconds. */
export type Outcome =
  | { readonly kind: "sent" }
  | { readonly kind: "later"; readonly reason: string; readonly retryAfter?: number }
  | { readonly kind: "never"; readonly reason: string };

export interface Stepped {
  readonly delivery: Delivery;
  readonly events: readonly Said[];
}

type Facts = Pick<
  Delivery,
  "id" | "buildingId" | "userId" | "channel" | "template" | "dedupeKey" | "parameters" | "validUntil"
>;

export const queued = (facts: Facts, now: Instant): Delivery => ({
  address: null,
  locale: null,
  status: "queued",
  reason: null,
  masked: null,
  attempts: 0,
  nextAt: now,
  lease: null,
  leaseUntil: null,
  createdAt: now,
  sentAt: null,
  version: 1,
  ...facts,
});

/** Taken for sending; nobody else takes it before the lease is over. */
export function hold(delivery: Delivery, lease: string, now: Instant): Delivery {
  return { ...unsettled(delivery), lease, leaseUntil: now + LEASE };
}

/** Whether it is still to be sent by whom the lease names. */
export const isHeldBy = (delivery: Delivery, lease: string): boolean =>
  delivery.status === "queued" && delivery.lease === lease;

/** What a try led to. `to` is the address it went to, if there was one. */
export function settle(delivery: Delivery, outcome: Outcome, to: string | null, now: Instant): Stepped {
  const tried = { ...unsettled(delivery), attempts: delivery.attempts + 1, masked: to === null ? null : masked(to) };
  if (outcome.kind === "sent") return told({ ...closed(tried, "sent", null), sentAt: now });
  if (outcome.kind === "never") return told(closed(tried, "failed", outcome.reason));
  if (tried.attempts >= MAX_ATTEMPTS) return told(closed(tried, "failed", outcome.reason));
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** delivery.attempts);
  const nextAt = now + Math.max(wait, Math.min(outcome.retryAfter ?? 0, LONGEST_WAIT));
  return { delivery: next({ ...tried, reason: outcome.reason, nextAt, lease: null, leaseUntil: null }), events: [] };
}

/** Given back untried: there is nowhere to send it to yet. */
export const putBack = (delivery: Delivery, now: Instant): Delivery =>
  next({ ...unsettled(delivery), nextAt: now + minutes(1), lease: null, leaseUntil: null });

export const isLate = (delivery: Delivery, now: Instant): boolean => delivery.validUntil <= now;

/** Too late: it is not sent any more. */
export const expire = (delivery: Delivery): Stepped =>
  told(closed(unsettled(delivery), "expired", delivery.reason ?? "too_late"));

function unsettled(delivery: Delivery): Delivery {
  if (delivery.status !== "queued") throw new AppError("delivery.settled", { facts: { status: delivery.status } });
  return delivery;
}

/** What is settled keeps neither its parameters nor its address. */
const closed = (delivery: Delivery, status: DeliveryStatus, reason: string | null): Delivery =>
  next({ ...delivery, status, reason, parameters: null, address: null, lease: null, leaseUntil: null });

const next = (delivery: Delivery): Delivery => ({ ...delivery, version: delivery.version + 1 });

/** The delivery with the event that says what became of it. */
export function told(delivery: Delivery): Stepped {
  const { id, userId, channel, template, reason, version } = delivery;
  const data = { deliveryId: id, userId, channel, template };
  const about = { subject: id, version, ...(delivery.buildingId && { building: delivery.buildingId }) };
  return {
    delivery,
    events: [
      delivery.status === "sent"
        ? { type: "notification.sent", ...about, data }
        : { type: "notification.failed", ...about, data: { ...data, reason: reason ?? delivery.status } },
    ],
  };
}
