import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { moveOut } from "../domain/residence.ts";
import { eraseProfile } from "../store/profiles.ts";
import { openResidencesOf, saveResidence } from "../store/residences.ts";

/** A person leaves for good: they move out everywhere, and their name and words go. That somebody lived there stays. */
export async function erasePerson(call: Call, userId: Id<"user">, version: number): Promise<void> {
  const { open } = await load(call, { open: openResidencesOf(userId, call.now) });
  const ended = open.map((one) => moveOut(one, one.unitLabel, Math.max(call.now, one.fromAt), call.now));
  await commit(call, {
    save: [...ended.map(({ residence }) => saveResidence(residence)), ...eraseProfile(userId, version, call.now)],
    events: ended.flatMap(({ events }) => events),
    result: null,
  });
}
