import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { addressOf, withAddress } from "../domain/contact.ts";
import { type Held, heldOf, hold } from "../domain/delivery.ts";
import { contactOf, saveContact } from "../store/contacts.ts";
import { saveDelivery, waitingFor } from "../store/deliveries.ts";

/** The most waiting e-mails that go out as soon as an address is known; the sweep sends the rest. */
const AT_ONCE = 20;

interface Address {
  readonly userId: Id<"user">;
  readonly email: string;
  readonly emailVerified: boolean;
}

/** Keep where to write to a person; what waited for it goes out, where it is heard again with the next tick. */
export async function keepAddress(call: Call, address: Address, version: number): Promise<readonly Held[]> {
  const { userId } = address;
  const known = await load(call, { contact: contactOf(userId), waiting: waitingFor(userId, call.now, AT_ONCE) });
  const changed = withAddress(known.contact, address, version);
  const goesOut = !call.heard?.replay && changed && addressOf(changed) !== null;
  const going = goesOut ? known.waiting : [];
  const held = going.map((before) => ({ before, delivery: hold(before, newId("request", call.now), call.now) }));
  return commit(call, {
    save: [
      ...(changed ? [saveContact(changed)] : []),
      ...held.map(({ before, delivery }) => saveDelivery(before, delivery)),
    ],
    events: [],
    result: heldOf(held.map(({ delivery }) => delivery)),
  });
}
