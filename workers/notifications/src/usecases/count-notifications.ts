import { personOf } from "#shared/core/actor";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { unreadOf } from "../store/notifications.ts";

/** How much waits to be read. */
export async function countNotifications(call: Call): Promise<number> {
  const { unread } = await load(call, { unread: unreadOf(personOf(call.actor).id) });
  return unread;
}
