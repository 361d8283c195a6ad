import { notificationsInternal } from "#shared/contracts/notifications-internal";
import { commit, type Save } from "#shared/worker/commit";
import { logError } from "#shared/worker/log";
import { ask } from "#shared/worker/peer";
import type { Call } from "../call.ts";
import type { Invitation } from "../domain/invitation.ts";
import { linkTo } from "./settings.ts";

type Letter = Parameters<typeof ask<typeof notificationsInternal.sendLetter>>[3];

/**
 * Hands a letter over, after the commit and behind the answer, and notes that it went. A lost letter is asked for again;
 * an invitation that was never noted as sent is sent again by the clock.
 */
export async function postLetter(call: Call, letter: Letter, sent: readonly Save[] = []): Promise<void> {
  try {
    const { accepted } = await ask(call, call.env.NOTIFICATIONS, notificationsInternal.sendLetter, letter);
    const later: Call = { ...call, key: undefined, ifMatch: undefined, heard: undefined };
    if (accepted) await commit(later, { save: sent, events: [], result: undefined });
  } catch (error) {
    logError("letter.not_sent", error, { letter: letter.letter, requestId: call.requestId });
  }
}

/** The letter with the link of an invitation. */
export const postInvitation = (
  call: Call,
  { invitation, secret, place }: { readonly invitation: Invitation; readonly secret: string; readonly place: string },
  sent: Save,
): Promise<void> =>
  postLetter(
    call,
    {
      letter: "invitation",
      to: invitation.email,
      locale: invitation.locale,
      parameters: { link: linkTo(call.env, `/invitations/accept?token=${secret}`), role: invitation.role, place },
      validUntil: invitation.expiresAt,
      dedupeKey: `invitation ${invitation.id} ${invitation.version}`,
      userId: null,
    },
    [sent],
  );
