import { notificationsInternal } from "#shared/contracts/notifications-internal";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { logError } from "#shared/worker/log";
import { ask } from "#shared/worker/peer";
import { languageOf } from "#shared/worker/problem";
import type { Call } from "../call.ts";
import type { Building } from "../domain/building.ts";

interface CodeToSend {
  readonly id: Id<"code">;
  readonly unitLabel: string;
  readonly code: string;
  readonly expiresAt: Instant;
}

/** Hands a code over for a letter, after the commit and behind the answer. A lost letter is made up for by a new code. */
export async function postCode(call: Call, building: Building, code: CodeToSend, to: string): Promise<void> {
  try {
    await ask(call, call.env.NOTIFICATIONS, notificationsInternal.sendLetter, {
      letter: "claim_code",
      to,
      locale: languageOf(building.locale),
      parameters: { code: code.code, unitLabel: code.unitLabel, place: building.name },
      validUntil: code.expiresAt,
      dedupeKey: code.id,
      userId: null,
    });
  } catch (error) {
    logError("letter.not_sent", error, { letter: "claim_code", requestId: call.requestId });
  }
}
