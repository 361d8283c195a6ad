import { mayEverywhere, personOf } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { askedFor, type DeadLetter } from "../domain/dead-letter.ts";
import { deadLetterById, saveDeadLetter } from "../store/dead-letters.ts";

/** Make a dead letter due at once; the clock sends it, so that nobody waits for a queue. */
export async function retryDeadLetter(call: Call, id: Id<"deadLetter">): Promise<DeadLetter> {
  if (!mayEverywhere(personOf(call.actor), "deadletter.retry"))
    throw new AppError("access.denied", { facts: { permission: "deadletter.retry" } });
  const { before } = await load(call, { before: deadLetterById(id) });
  const letter = askedFor(before, call.now);
  return commit(call, {
    save: [saveDeadLetter(letter)],
    events: [],
    audit: { subject: letter.id, building: letter.buildingId ?? undefined, fields: ["status"] },
    result: letter,
  });
}
