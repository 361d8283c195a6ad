import { newId } from "#shared/core/ids";
import { days } from "#shared/core/time";
import { commit } from "#shared/worker/commit";
import { type BuildingFacts, keepPlace, placeById } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { announce } from "../domain/claim.ts";
import { type Held, heldOf } from "../domain/delivery.ts";
import { claimsOnTargets, noOtherClaims } from "../store/claims.ts";
import { contactsOver, grantsOver, stillRunBy } from "../store/contacts.ts";
import { addDelivery } from "../store/deliveries.ts";
import { addNotifications, toldOfClaims } from "../store/notifications.ts";

/** How far back claims wait for their building to be known. */
const WAITING = days(7);

/** Keep what a building is called and who runs it; claims that came before it now find who decides them, but not in a replay. */
export async function keepBuilding(call: Call, facts: BuildingFacts): Promise<readonly Held[]> {
  const { id, organisationId } = facts;
  const after = call.now - WAITING;
  const { known, claims, ...deciders } = await load(call, {
    known: placeById(id),
    claims: claimsOnTargets([id], after),
    grants: grantsOver(id, organisationId),
    contacts: contactsOver(id, organisationId),
    told: toldOfClaims([id], after),
  });
  const isNews = !known && !call.heard?.replay;
  const waiting = (isNews ? claims : []).map((claim) => ({ ...claim, organisationId }));
  const { notifications, deliveries, events } = announce(waiting, deciders, { newId, now: call.now });
  return commit(call, {
    save: [
      ...(isNews ? [noOtherClaims([id], after, claims), stillRunBy(deciders.grants, id, organisationId)] : []),
      keepPlace(facts),
      ...addNotifications(notifications),
      ...deliveries.map(addDelivery),
    ],
    events,
    result: heldOf(deliveries),
  });
}
