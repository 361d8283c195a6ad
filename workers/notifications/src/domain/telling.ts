import type { Id, newId } from "#shared/core/ids";
import { hours, type Instant } from "#shared/core/time";
import type { Said } from "#shared/events/said";
import { addressOf, type Contact } from "./contact.ts";
import { type Delivery, hold, queued, settle } from "./delivery.ts";
import { decide, type Notice, type NoticeName } from "./notice.ts";

/** How long an e-mail about an event may wait: for an address, or for the provider. */
const NOTICE_VALID = hours(24);

/** A notification in a person's inbox. Its words are made when it is read, in the language of who reads. */
export interface Notification {
  readonly id: Id<"notification">;
  readonly userId: Id<"user">;
  readonly buildingId: Id<"building"> | null;
  readonly eventId: string;
  readonly type: string;
  readonly template: NoticeName;
  readonly subject: string;
  readonly parameters: Notice["parameters"];
  readonly at: Instant;
  readonly readAt: Instant | null;
  /** The version of the thing it is about. */
  readonly version: number;
}

/** The event behind a notification. */
export interface Cause {
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
  readonly buildingId: Id<"building"> | null;
  readonly version: number;
  readonly at: Instant;
}

/** What telling people comes to. */
export interface Telling {
  readonly notifications: readonly Notification[];
  readonly deliveries: readonly Delivery[];
  readonly events: readonly Said[];
}

export const NOTHING: Telling = { notifications: [], deliveries: [], events: [] };

interface Circumstances {
  readonly contact: Contact;
  /** The newest version of the same thing that the person was told of. */
  readonly latest: number;
  readonly newId: typeof newId;
  readonly now: Instant;
}

/** One person is told of one thing, by the ways `decide` names. An e-mail that can go out now is held by its writer. */
export function tell(notice: Notice, cause: Cause, { contact, latest, newId, now }: Circumstances): Telling {
  const { template, parameters } = notice;
  const { userId } = contact;
  const { eventId, buildingId } = cause;
  const channels = decide(template, contact, latest > cause.version);
  if (channels.length === 0) return NOTHING;
  const steps = channels.map((channel) => {
    const dedupeKey = `${eventId} ${userId} ${template} ${channel}`;
    const facts = { id: newId("delivery", now), buildingId, userId, channel, template, dedupeKey } as const;
    const delivery = queued({ ...facts, parameters: { ...parameters }, validUntil: now + NOTICE_VALID }, now);
    if (channel === "inbox") return settle(delivery, { kind: "sent" }, null, now);
    const goesNow = addressOf(contact) !== null;
    return { delivery: goesNow ? hold(delivery, newId("request", now), now) : delivery, events: [] };
  });
  const { type, subject, version, at } = cause;
  const id = newId("notification", now);
  return {
    notifications: [
      { id, userId, buildingId, eventId, type, template, subject, parameters, at, readAt: null, version },
    ],
    deliveries: steps.map(({ delivery }) => delivery),
    events: steps.flatMap(({ events }) => events),
  };
}

/** A notification in words. */
export interface Written extends Notification {
  readonly title: string;
  readonly body: string;
}
