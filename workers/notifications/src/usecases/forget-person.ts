import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { erased } from "../domain/contact.ts";
import { contactOf, dropGrants, saveContact } from "../store/contacts.ts";
import { eraseDeliveries } from "../store/deliveries.ts";
import { dropInbox } from "../store/notifications.ts";

/** Forget who somebody was, where they were and what they were told. That there was somebody stays, so that nothing late brings them back. */
export async function forgetPerson(call: Call, userId: Id<"user">): Promise<void> {
  const { contact } = await load(call, { contact: contactOf(userId) });
  return commit(call, {
    save: [saveContact(erased(contact, call.now)), dropGrants(userId), dropInbox(userId), ...eraseDeliveries(userId)],
    events: [],
    result: undefined,
  });
}
