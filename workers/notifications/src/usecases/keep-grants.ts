import { type Id, newId } from "#shared/core/ids";
import { days } from "#shared/core/time";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { announce, type HeldGrant, regranted } from "../domain/claim.ts";
import { isGone } from "../domain/contact.ts";
import { type Held, heldOf } from "../domain/delivery.ts";
import { claimsOnTargets, noOtherClaims } from "../store/claims.ts";
import { contactOf, grantsOf, saveContact, saveGrants } from "../store/contacts.ts";
import { addDelivery } from "../store/deliveries.ts";
import { addNotifications, toldOfClaims } from "../store/notifications.ts";

/** How far back claims wait for whoever decides them to be known. */
const WAITING = days(7);

/**
 * Keep who runs what: all the open grants of a person, at a version. Claims that came before them now find who decides them,
 * but not in a replay.
 */
export async function keepGrants(
  call: Call,
  userId: Id<"user">,
  heard: readonly HeldGrant[],
  version: number,
): Promise<readonly Held[]> {
  const after = call.now - WAITING;
  const targets = heard.map(({ target }) => target);
  const { contact, known, claims, told } = await load(call, {
    contact: contactOf(userId),
    known: grantsOf(userId),
    claims: claimsOnTargets(targets, after),
    told: toldOfClaims(targets, after),
  });
  const isNewer = version > contact.grantsVersion;
  const grants = isGone(contact) ? [] : regranted(known, heard, isNewer);
  const deciders = { grants, contacts: [contact], told };
  const { notifications, deliveries, events } = announce(call.heard?.replay ? [] : claims, deciders, {
    newId,
    now: call.now,
  });
  return commit(call, {
    save: [
      saveContact({ ...contact, grantsVersion: Math.max(contact.grantsVersion, version) }),
      ...saveGrants(userId, grants),
      noOtherClaims(targets, after, claims),
      ...addNotifications(notifications),
      ...deliveries.map(addDelivery),
    ],
    events,
    result: heldOf(deliveries),
  });
}
