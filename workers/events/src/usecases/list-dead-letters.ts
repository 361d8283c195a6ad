import { mayEverywhere, personOf } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { DeadLetterStatus } from "#shared/core/vocabulary";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { DeadLetter } from "../domain/dead-letter.ts";
import { deadLetterList, listDeadLettersBy } from "../store/dead-letters.ts";

/** What could not be acted on, without anybody's words, for whom runs the platform. */
export async function listDeadLetters(
  call: Call,
  { status, limit, cursor }: { status?: DeadLetterStatus | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<DeadLetter>> {
  const after = afterOf(deadLetterList(status), cursor);
  const { letters } = await load(call, { letters: listDeadLettersBy(status, after, limit) });
  if (!mayEverywhere(personOf(call.actor), "deadletter.read"))
    throw new AppError("access.denied", { facts: { permission: "deadletter.read" } });
  return letters;
}
