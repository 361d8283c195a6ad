import { newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { placeById } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { announce, type Claim } from "../domain/claim.ts";
import { type Held, heldOf } from "../domain/delivery.ts";
import { keepClaim } from "../store/claims.ts";
import { contactsOver, grantsOver, stillRunBy } from "../store/contacts.ts";
import { addDelivery } from "../store/deliveries.ts";
import { addNotifications } from "../store/notifications.ts";

/**
 * Tell the people who may decide a claim; it is kept for those who become known after it. Who becomes known at this moment
 * sees no claim yet, so the commit holds only for the grants that were read.
 */
export async function announceClaim(call: Call, claim: Claim): Promise<readonly Held[]> {
  const { buildingId } = claim;
  const reads = { place: placeById(buildingId), grants: grantsOver(buildingId), contacts: contactsOver(buildingId) };
  const { place, grants, contacts } = await load(call, reads);
  const placed = { ...claim, organisationId: place?.organisationId ?? null };
  const deciders = { grants, contacts, told: [] };
  const { notifications, deliveries, events } = announce([placed], deciders, { newId, now: call.now });
  return commit(call, {
    save: [
      stillRunBy(grants, buildingId),
      keepClaim(claim),
      ...addNotifications(notifications),
      ...deliveries.map(addDelivery),
    ],
    events,
    result: heldOf(deliveries),
  });
}
