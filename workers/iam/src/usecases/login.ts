import { AppError } from "#shared/core/errors";
import { newId } from "#shared/core/ids";
import type { SessionClient } from "#shared/core/vocabulary";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { attemptSucceeded, countAttempt } from "../clients/limiter.ts";
import { hashPassword, isOutdated, isPassword } from "../clients/passwords.ts";
import { randomSecret } from "../clients/secrets.ts";
import { issueTokens, signingKeyOf, type Tokens } from "../clients/tokens.ts";
import { displaced, end, openSession } from "../domain/session.ts";
import { openGrantsOfAddress } from "../store/grants.ts";
import { addSession, openSessionsOfAddress, saveSession } from "../store/sessions.ts";
import { addSigningKey, allSigningKeys } from "../store/signing-keys.ts";
import { savePasswordHash, userByEmail } from "../store/users.ts";

interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly client: SessionClient;
}

/** Sign in with address and password. An unknown address costs what a wrong password costs. */
export async function login(call: Call, { email, password, client }: Credentials, from: string): Promise<Tokens> {
  const { now } = call;
  const { user, grants, sessions, keys } = await load(call, {
    user: userByEmail(email),
    grants: openGrantsOfAddress(email),
    sessions: openSessionsOfAddress(email, now),
    keys: allSigningKeys(),
  });
  const attempt = { act: "sign_in", account: email, from } as const;
  await countAttempt(call, attempt);
  const isRight = isPassword(password, user?.password);
  if (!user?.password || !isRight) throw new AppError("auth.credentials_wrong");

  const session = openSession({ id: newId("session", now), userId: user.id, client, salt: randomSecret() }, now);
  const gone = displaced(sessions).map((before) => ({ before, ...end(before, "displaced", now) }));
  const { key, made } = await signingKeyOf(call, keys);
  const tokens = await issueTokens(call, key, { user, session, grants });
  await commit(call, {
    save: [
      addSession(session),
      ...gone.map((one) => saveSession(one.session, one.before)),
      ...made.map(addSigningKey),
      ...(isOutdated(user.password) ? [savePasswordHash(user.id, user.password, hashPassword(password))] : []),
    ],
    events: gone.flatMap(({ events }) => events),
    result: undefined,
    audit: { subject: user.id },
  });
  call.defer(attemptSucceeded(call, attempt));
  return tokens;
}
