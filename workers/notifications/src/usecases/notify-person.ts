import { newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { type Held, heldOf } from "../domain/delivery.ts";
import { addresseeOf, type Happening, noticeOf } from "../domain/notice.ts";
import { type Cause, NOTHING, tell } from "../domain/telling.ts";
import { contactOf } from "../store/contacts.ts";
import { addDelivery } from "../store/deliveries.ts";
import { addNotifications, latestTold } from "../store/notifications.ts";

/** Tell whose it is, or who wanted to know, of something that happened. */
export async function notifyPerson(call: Call, happening: Happening, cause: Cause): Promise<readonly Held[]> {
  const userId = addresseeOf(happening);
  const known = await load(call, { contact: contactOf(userId), latest: latestTold(userId, cause.subject) });
  const notice = noticeOf(happening);
  const telling = notice ? tell(notice, cause, { ...known, newId, now: call.now }) : NOTHING;
  const { notifications, deliveries, events } = telling;
  return commit(call, {
    save: [...addNotifications(notifications), ...deliveries.map(addDelivery)],
    events,
    result: heldOf(deliveries),
  });
}
