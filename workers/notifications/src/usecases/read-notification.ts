import { personOf } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { writeNotice } from "../clients/liquid.ts";
import type { Written } from "../domain/telling.ts";
import { markRead, notificationOf } from "../store/notifications.ts";

/** Mark one's own notification as read; the first time counts. */
export async function readNotification(call: Call, id: Id<"notification">): Promise<Written> {
  const { id: userId, locale } = personOf(call.actor);
  const { placed } = await load(call, { placed: notificationOf(userId, id) });
  const { buildingName, ...notification } = placed;
  const words = writeNotice(notification.template, notification.parameters, { locale, buildingName });
  return commit(call, {
    save: notification.readAt === null ? [markRead(id, call.now)] : [],
    events: [],
    result: { ...notification, ...words, readAt: notification.readAt ?? call.now },
  });
}
