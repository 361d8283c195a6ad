import { and, count, desc, eq, gt, inArray, isNull, lt, lte, max, sql } from "drizzle-orm";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { adding, changingOrNot, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import { places } from "#shared/worker/tables";
import type { Notification } from "../domain/telling.ts";
import { submittedOn } from "./claims.ts";
import { nobodyGone } from "./contacts.ts";
import { claims, notifications } from "./schema.ts";

/** A notification with the name its building has now; null where that is not known. */
export interface Placed extends Notification {
  readonly buildingName: string | null;
}

const columns = {
  id: notifications.id,
  userId: notifications.userId,
  buildingId: notifications.buildingId,
  eventId: notifications.eventId,
  type: notifications.type,
  template: notifications.template,
  subject: notifications.subject,
  parameters: notifications.parameters,
  at: notifications.at,
  readAt: notifications.readAt,
  version: notifications.version,
  buildingName: places.name,
};

export const inboxOf = (userId: Id<"user">, unread: boolean): string => `notifications ${userId} unread=${unread}`;

export const listNotificationsOf = (
  userId: Id<"user">,
  unread: boolean,
  after: After | undefined,
  limit: number,
): Read<Page<Placed>> =>
  read(
    (orm) =>
      orm
        .select(columns)
        .from(notifications)
        .leftJoin(places, eq(places.id, notifications.buildingId))
        .where(
          and(
            eq(notifications.userId, userId),
            unread ? isNull(notifications.readAt) : undefined,
            after && sql`(${notifications.at}, ${notifications.id}) < (${Number(after[0])}, ${String(after[1])})`,
          ),
        )
        .orderBy(desc(notifications.at), desc(notifications.id))
        .limit(limit + 1),
    (rows) => pageOf(inboxOf(userId, unread), rows, limit, ({ at, id }) => [at, id]),
  );

/** One of this person's; another's does not exist. */
export const notificationOf = (userId: Id<"user">, id: Id<"notification">): Read<Placed> =>
  read(
    (orm) =>
      orm
        .select(columns)
        .from(notifications)
        .leftJoin(places, eq(places.id, notifications.buildingId))
        .where(and(eq(notifications.id, id), eq(notifications.userId, userId))),
    ([row]) => {
      if (!row) throw new AppError("thing.not_found");
      return row;
    },
  );

/** How many are unread; only those after an instant, if one is given. */
export const unreadOf = (userId: Id<"user">, after?: Instant): Read<number> =>
  read(
    (orm) =>
      orm
        .select({ unread: count() })
        .from(notifications)
        .where(
          and(
            eq(notifications.userId, userId),
            isNull(notifications.readAt),
            after === undefined ? undefined : gt(notifications.at, after),
          ),
        ),
    ([row]) => row?.unread ?? 0,
  );

/** The newest version of a thing that the person was told of; 0 for none. */
export const latestTold = (userId: Id<"user">, subject: string): Read<number> =>
  read(
    (orm) =>
      orm
        .select({ latest: max(notifications.version) })
        .from(notifications)
        .where(and(eq(notifications.userId, userId), eq(notifications.subject, subject))),
    ([row]) => row?.latest ?? 0,
  );

/** Who was told of these claims already: pairs of claim and person. Found by the event that said so, in inboxes of any size. */
export const toldOfClaims = (
  targets: readonly string[],
  after: Instant,
): Read<{ subject: string; userId: Id<"user"> }[]> =>
  read(
    (orm) =>
      orm
        .select({ subject: notifications.subject, userId: notifications.userId })
        .from(notifications)
        .where(
          and(
            eq(notifications.template, "claim_submitted"),
            inArray(
              notifications.eventId,
              orm.select({ eventId: claims.eventId }).from(claims).where(submittedOn(targets, after)),
            ),
          ),
        ),
    (rows) => rows,
  );

/** A second one for the same event, person and template is refused by the database, and all of them where somebody is gone by then. */
export const addNotifications = (told: readonly Notification[]): Save[] => [
  ...(told.length > 0 ? [nobodyGone(told.map(({ userId }) => userId))] : []),
  ...told.map((notification) => adding((orm) => orm.insert(notifications).values(notification))),
];

/** The first reading counts. */
export const markRead = (id: Id<"notification">, now: Instant): Save =>
  changingOrNot((orm) =>
    orm
      .update(notifications)
      .set({ readAt: now })
      .where(and(eq(notifications.id, id), isNull(notifications.readAt))),
  );

export const markAllRead = (userId: Id<"user">, until: Instant, now: Instant): Save =>
  changingOrNot((orm) =>
    orm
      .update(notifications)
      .set({ readAt: now })
      .where(and(eq(notifications.userId, userId), isNull(notifications.readAt), lte(notifications.at, until))),
  );

export const dropInbox = (userId: Id<"user">): Save =>
  changingOrNot((orm) => orm.delete(notifications).where(eq(notifications.userId, userId)));

export const dropNotifications = (before: Instant): Save =>
  changingOrNot((orm) => orm.delete(notifications).where(lt(notifications.at, before)));
