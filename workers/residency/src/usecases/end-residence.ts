import { demand, personOf } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { found } from "../domain/access.ts";
import { moveOut, type SeenResidence } from "../domain/residence.ts";
import { buildingOf } from "../store/buildings.ts";
import { buildingIdOfResidence, residenceOf, saveResidence } from "../store/residences.ts";

/** Move out, or record that somebody did. */
export async function endResidence(
  call: Call,
  id: Id<"residence">,
  { untilAt }: { untilAt?: Instant | undefined },
): Promise<SeenResidence> {
  const loaded = await load(call, { residence: residenceOf(id), building: buildingOf(buildingIdOfResidence(id)) });
  const before = found(loaded.residence);
  const place = found(loaded.building);
  const isTheirs = before.userId === personOf(call.actor).id;
  if (!isTheirs) demand(call.actor, place, "claim.decide");
  demandVersion(call, before.version);
  const { unitLabel, userName } = before;
  const { residence, events } = moveOut(before, unitLabel, untilAt ?? Math.max(call.now, before.fromAt), call.now);
  return commit(call, {
    save: [saveResidence(residence)],
    events,
    result: { ...residence, unitLabel, userName },
    audit: { subject: id, building: place.id, fields: ["untilAt"], ...(!isTheirs && { onBehalfOf: before.userId }) },
  });
}
