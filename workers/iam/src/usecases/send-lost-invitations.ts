import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { postInvitation } from "../clients/letters.ts";
import { hashOf, randomSecret } from "../clients/secrets.ts";
import { renew } from "../domain/invitation.ts";
import { markSent, saveInvitation, unsentInvitations } from "../store/invitations.ts";

/** Send every invitation of which no letter is known to have gone out: nobody would know to ask for it. */
export async function sendLostInvitations(call: Call): Promise<void> {
  const { env, now } = call;
  const { unsent } = await load(call, { unsent: unsentInvitations(now) });
  const renewed = await Promise.all(
    unsent.map(async ({ invitation, place }) => {
      const secret = randomSecret();
      return { place, secret, invitation: renew(invitation, await hashOf(env.IAM_SECRET, "invitation", secret), now) };
    }),
  );
  await commit(call, {
    save: renewed.map(({ invitation }) => saveInvitation(invitation)),
    events: [],
    result: undefined,
  });
  for (const one of renewed) call.defer(postInvitation(call, one, markSent(one.invitation, now)));
}
