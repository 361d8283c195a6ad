import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { homesOf, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { blackoutById, placeOfBlackout, removeBlackoutRow } from "../store/blackouts.ts";

/** Open again what was closed. What it gave up stays given up. */
export async function removeBlackout(call: Call, id: Id<"blackout">): Promise<void> {
  const { blackout, ...known } = await load(call, {
    blackout: blackoutById(id),
    place: placeOfBlackout(id),
    homes: homesOf(call.actor),
  });
  const standing = await standingIn(call, blackout.buildingId, known);
  demand(call.actor, standing.place, "resource.update", standing.homes.length > 0);
  const audit = { subject: id, building: blackout.buildingId };
  await commit(call, { save: [removeBlackoutRow(id), ...standing.learned], events: [], result: null, audit });
}
