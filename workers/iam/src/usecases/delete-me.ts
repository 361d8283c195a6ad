import { personOf } from "#shared/core/actor";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { demandAdminStays } from "../domain/grant.ts";
import { end } from "../domain/session.ts";
import { demandFreshSignIn } from "../domain/step-up.ts";
import { deleteAccount } from "../domain/user.ts";
import { endGrant, hasOtherAdmin, openGrantsOf } from "../store/grants.ts";
import { forgetInvited } from "../store/invitations.ts";
import { removeRegistrations } from "../store/registrations.ts";
import { openSessionsOf, saveSession } from "../store/sessions.ts";
import { saveUser, userById } from "../store/users.ts";

/** Delete my account: every session ends, every role is gone, and nothing of me is left but the id. */
export async function deleteMe(call: Call): Promise<void> {
  const { now } = call;
  const me = personOf(call.actor);
  demandFreshSignIn(me, now);
  const { before, grants, sessions, otherAdmin } = await load(call, {
    before: userById(me.id),
    grants: openGrantsOf(me.id),
    sessions: openSessionsOf(me.id, now),
    otherAdmin: hasOtherAdmin(me.id),
  });
  for (const grant of grants) demandAdminStays(grant, otherAdmin);
  const { user, events } = deleteAccount(before, now);
  const ended = sessions.map((open) => ({ open, ...end(open, "account_deleted", now) }));
  const email = before.email ?? "";
  await commit(call, {
    save: [
      saveUser(user),
      ...grants.map((grant) => endGrant(grant, now)),
      ...ended.map(({ session, open }) => saveSession(session, open)),
      forgetInvited(email, now),
      removeRegistrations(email),
    ],
    events: [...events, ...ended.flatMap((one) => one.events)],
    result: undefined,
  });
}
