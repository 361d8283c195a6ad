import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { writeEmail } from "../clients/liquid.ts";
import { postOf } from "../clients/post.ts";
import { addressOf } from "../domain/contact.ts";
import { expire, type Held, isHeldBy, isLate, putBack, settle } from "../domain/delivery.ts";
import { contactOfDelivery } from "../store/contacts.ts";
import { buildingNameOf, deliveryById, saveDelivery } from "../store/deliveries.ts";
import { receive } from "../store/mailbox.ts";

/** Send what is held, and write down what became of it. Whoever lost the lease sends nothing. */
export async function sendDelivery(call: Call, { id, lease }: Held): Promise<void> {
  const post = postOf(call.env);
  const reads = { delivery: deliveryById(id), contact: contactOfDelivery(id), buildingName: buildingNameOf(id) };
  const { delivery, contact, buildingName } = await load(call, reads);
  if (!delivery || !isHeldBy(delivery, lease)) return;
  const to = delivery.address ?? (contact ? addressOf(contact) : null);
  const late = isLate(delivery, call.now);
  const { locale, name } = { locale: delivery.locale ?? contact?.locale ?? null, name: contact?.name ?? null };
  const mail =
    late || to === null
      ? undefined
      : { to, ...writeEmail(delivery.template, delivery.parameters ?? {}, { locale, name, buildingName }) };
  const outcome = mail && post.kind === "provider" ? await post.send(mail, id) : { kind: "sent" as const };
  const untried = () => (late ? expire(delivery) : { delivery: putBack(delivery, call.now), events: [] });
  const step = mail ? settle(delivery, outcome, mail.to, call.now) : untried();
  const received = mail && post.kind === "mailbox" ? [receive(id, mail, call.now)] : [];
  return commit(call, {
    save: [saveDelivery(delivery, step.delivery), ...received],
    events: step.events,
    result: undefined,
  });
}
