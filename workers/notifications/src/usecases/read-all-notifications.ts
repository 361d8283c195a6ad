import { personOf } from "#shared/core/actor";
import type { Instant } from "#shared/core/time";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { markAllRead, unreadOf } from "../store/notifications.ts";

/** Mark as read whatever happened until an instant; what is newer than what the person has seen stays unread. */
export async function readAllNotifications(call: Call, until: Instant): Promise<number> {
  const { id } = personOf(call.actor);
  const { left } = await load(call, { left: unreadOf(id, until) });
  return commit(call, { save: [markAllRead(id, until, call.now)], events: [], result: left });
}
