import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { demandAdminStays, take } from "../domain/grant.ts";
import { endGrant, hasOtherAdmin, openGrantsOf } from "../store/grants.ts";
import { saveUser, userById } from "../store/users.ts";

/** Take a role away; within seconds no token has it any more. */
export async function removeGrant(call: Call, userId: Id<"user">, grantId: Id<"grant">): Promise<void> {
  const { before, open, otherAdmin } = await load(call, {
    before: userById(userId),
    open: openGrantsOf(userId),
    otherAdmin: hasOtherAdmin(userId),
  });
  const { user, grant, events } = take(before, open, grantId, call.actor, call.now);
  demandAdminStays(grant, otherAdmin);
  await commit(call, { save: [saveUser(user), endGrant(grant, call.now)], events, result: undefined });
}
