import { demand, personOf } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { GIVABLE_STATUSES } from "#shared/core/vocabulary";
import { commit } from "#shared/worker/commit";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { tellReleased } from "../clients/calendar.ts";
import { type Blackout, type Closing, close, HITS_LIMIT } from "../domain/blackout.ts";
import { addBlackout } from "../store/blackouts.ts";
import { openIn, saveBooking } from "../store/bookings.ts";
import { placeOfResource, resourceById } from "../store/resources.ts";

type Wanted = Pick<Blackout, "startAt" | "endAt" | "reason"> & {
  /** Says whom it would hit, and changes nothing. */
  readonly dryRun: boolean;
};

/** Close a resource for a time. What is booked, held, asked or waited for then is given up, and its people are told why. */
export async function createBlackout(
  call: Call,
  resourceId: Id<"resource">,
  { dryRun, ...wanted }: Wanted,
): Promise<Closing> {
  const { id: createdBy } = personOf(call.actor);
  const { resource, booked, ...known } = await load(call, {
    resource: resourceById(resourceId),
    booked: openIn(
      resourceId,
      { ...wanted, startAt: Math.max(wanted.startAt, call.now) },
      HITS_LIMIT + 1,
      GIVABLE_STATUSES,
    ),
    place: placeOfResource(resourceId),
    homes: homesOf(call.actor),
  });
  const standing = await standingIn(call, resource.buildingId, known);
  demand(call.actor, standing.place, "resource.update", standing.homes.length > 0);
  const closing = close(resource, { ...wanted, id: newId("blackout", call.now), createdBy }, booked, call.now);
  if (dryRun) return closing;
  const { blackout, given } = closing;
  await commit(call, {
    save: [...standing.learned, ...given.map(({ booking }) => saveBooking(booking)), addBlackout(blackout)],
    events: given.flatMap(({ events }) => events),
    result: closing,
    audit: { subject: blackout.id, building: blackout.buildingId, fields: given.map(({ booking }) => booking.id) },
  });
  tellReleased(call, ...given.map(({ booking }) => booking));
  return closing;
}
