import { personOf } from "#shared/core/actor";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { GrantRow } from "../domain/grant.ts";
import type { User } from "../domain/user.ts";
import { openGrantsOf } from "../store/grants.ts";
import { userById } from "../store/users.ts";

export interface Account {
  readonly user: User;
  readonly grants: readonly GrantRow[];
}

/** My account, and what I may do where. */
export async function getMe(call: Call): Promise<Account> {
  const { id } = personOf(call.actor);
  return load(call, { user: userById(id), grants: openGrantsOf(id) });
}
