import { AppError } from "#shared/core/errors";
import { newId } from "#shared/core/ids";
import type { SessionClient } from "#shared/core/vocabulary";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { attemptSucceeded, countAttempt } from "../clients/limiter.ts";
import { hashOf, randomSecret } from "../clients/secrets.ts";
import { isFirstAdminAddress } from "../clients/settings.ts";
import { issueTokens, signingKeyOf, type Tokens } from "../clients/tokens.ts";
import { type Proof, rightOne } from "../clients/verification.ts";
import { firstAdmin, give } from "../domain/grant.ts";
import { openSession } from "../domain/session.ts";
import { openAccount } from "../domain/user.ts";
import { addGrant, hasOtherAdmin } from "../store/grants.ts";
import { liveRegistrations, removeRegistrations } from "../store/registrations.ts";
import { addSession } from "../store/sessions.ts";
import { addSigningKey, allSigningKeys } from "../store/signing-keys.ts";
import { addUser } from "../store/users.ts";

/**
 * Show that the address is one's own, and be signed in. The account is what the registration of this very code or link
 * asked for, whatever others asked for with the same address.
 */
export async function verifyEmail(call: Call, proof: Proof, client: SessionClient, from: string): Promise<Tokens> {
  const { env, now } = call;
  const by =
    "token" in proof ? { linkHash: await hashOf(env.IAM_SECRET, "link", proof.token) } : { email: proof.email };
  const { live, hasAdmin, keys } = await load(call, {
    live: liveRegistrations(by, now),
    hasAdmin: hasOtherAdmin(null),
    keys: allSigningKeys(),
  });
  const codes = "token" in proof ? [] : live.map(({ linkHash }) => linkHash);
  const account = "linkHash" in by ? by.linkHash : by.email;
  const open = await countAttempt(call, { act: "verify", account, from }, codes);
  const registration = await rightOne(env.IAM_SECRET, live, proof, open);
  if (!registration) throw new AppError("auth.code_wrong");

  const opened = openAccount(registration, newId("user", now), now);
  const grants =
    !hasAdmin && isFirstAdminAddress(env, registration.email)
      ? [firstAdmin(newId("grant", now), opened.user.id, now)]
      : [];
  const changes = [opened, ...grants.map((grant) => give(opened.user, [], grant, now))];
  const user = changes.at(-1)?.user ?? opened.user;
  const session = openSession({ id: newId("session", now), userId: user.id, client, salt: randomSecret() }, now);
  const { key, made } = await signingKeyOf(call, keys);
  const tokens = await issueTokens(call, key, { user, session, grants });
  await commit(call, {
    save: [
      addUser(user),
      removeRegistrations(registration.email),
      ...grants.map(addGrant),
      addSession(session),
      ...made.map(addSigningKey),
    ],
    events: changes.flatMap(({ events }) => events),
    result: undefined,
    refusals: { "failed: users.email": "auth.code_wrong", "failed: grants.is_first_admin": "thing.concurrent" },
  });
  call.defer(attemptSucceeded(call, { act: "sign_in", account: registration.email, from }));
  return tokens;
}
