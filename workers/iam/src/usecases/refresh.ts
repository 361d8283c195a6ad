import { AppError } from "#shared/core/errors";
import { minutes } from "#shared/core/time";
import type { SessionClient } from "#shared/core/vocabulary";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { postLetter } from "../clients/letters.ts";
import { isGenuine, readRefreshToken } from "../clients/refresh-tokens.ts";
import { issueTokens, signingKeyOf, type Tokens } from "../clients/tokens.ts";
import { present } from "../domain/session.ts";
import { openGrantsOfSession } from "../store/grants.ts";
import { saveSession, sessionById } from "../store/sessions.ts";
import { addSigningKey, allSigningKeys } from "../store/signing-keys.ts";
import { userOfSession } from "../store/users.ts";

/** A warning that comes later than this is no help. */
const LETTER_VALID = minutes(24 * 60);

/** Exchange a refresh token for its successor. One that was replaced long ago is in two hands: the session ends, and its owner is told. */
export async function refresh(call: Call, text: string, client: SessionClient): Promise<Tokens> {
  const { env, now } = call;
  const token = readRefreshToken(text);
  if (!token) throw new AppError("auth.refresh_invalid");
  const { before, user, grants, keys } = await load(call, {
    before: sessionById(token.sessionId),
    user: userOfSession(token.sessionId),
    grants: openGrantsOfSession(token.sessionId),
    keys: allSigningKeys(),
  });
  if (!before || !(await isGenuine(env.IAM_SECRET, before, token))) throw new AppError("auth.refresh_invalid");
  if (!user) throw new AppError("session.ended");
  const { outcome, session, events } = present(before, token.generation, client, now);
  const { key, made } = await signingKeyOf(call, keys);
  const tokens = await issueTokens(call, key, { user, session, grants });
  await commit(call, {
    save: [...(outcome === "repeated" ? [] : [saveSession(session, before)]), ...made.map(addSigningKey)],
    events,
    result: undefined,
  });
  if (outcome !== "reused") return tokens;
  call.defer(
    postLetter(call, {
      letter: "session_reused",
      to: user.email ?? "",
      locale: user.locale,
      parameters: {},
      validUntil: now + LETTER_VALID,
      dedupeKey: `session_reused ${session.id}`,
      userId: user.id,
    }),
  );
  throw new AppError("session.ended");
}
