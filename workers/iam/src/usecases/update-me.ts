import { personOf } from "#shared/core/actor";
import type { Language } from "#shared/core/problems";
import { demandVersion } from "#shared/worker/accept";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { GrantRow } from "../domain/grant.ts";
import { changeProfile, type User } from "../domain/user.ts";
import { openGrantsOf } from "../store/grants.ts";
import { saveUser, userById } from "../store/users.ts";

interface Patch {
  readonly name?: string | undefined;
  readonly locale?: Language | undefined;
}

/** Change my name or language. */
export async function updateMe(call: Call, patch: Patch): Promise<{ user: User; grants: readonly GrantRow[] }> {
  const { id } = personOf(call.actor);
  const { before, grants } = await load(call, { before: userById(id), grants: openGrantsOf(id) });
  demandVersion(call, before.version);
  const { user, events } = changeProfile(before, patch, call.now);
  return commit(call, {
    save: [saveUser(user)],
    events,
    result: { user, grants },
    audit: { subject: id, fields: Object.keys(patch) },
  });
}
