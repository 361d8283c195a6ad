import { type Id, isId } from "#shared/core/ids";
import type { Session } from "../domain/session.ts";
import { hashOf, isSame } from "./secrets.ts";

/**
 * `ses_….generation.proof`. The proof is made of the secret and the session's salt, so every token of a session, past
 * and present, is known again and none is kept: the same generation gives the same token.
 */
const SHAPE = /^(ses_[0-9A-Z]{26})\.([1-9]\d{0,8})\.([\w-]{43})$/;

const proofOf = (secret: string, { id, salt }: Pick<Session, "id" | "salt">, generation: number): Promise<string> =>
  hashOf(secret, "refresh", `${id} ${salt} ${generation}`);

export async function refreshTokenOf(secret: string, session: Session): Promise<string> {
  return `${session.id}.${session.generation}.${await proofOf(secret, session, session.generation)}`;
}

export interface RefreshToken {
  readonly sessionId: Id<"session">;
  readonly generation: number;
  readonly proof: string;
}

export function readRefreshToken(text: string): RefreshToken | undefined {
  const [, sessionId = "", generation = "", proof = ""] = SHAPE.exec(text) ?? [];
  return isId("session", sessionId) ? { sessionId, generation: Number(generation), proof } : undefined;
}

/** Whether the session ever had this token. */
export const isGenuine = async (
  secret: string,
  session: Session,
  { generation, proof }: RefreshToken,
): Promise<boolean> => isSame(proof, await proofOf(secret, session, generation));
