import type { Chores } from "#shared/worker/app";
import type { Env } from "./call.ts";
import { endExpiredSessions } from "./usecases/end-expired-sessions.ts";
import { forgetOldRows } from "./usecases/forget-old-rows.ts";
import { renewSigningKey } from "./usecases/renew-signing-key.ts";
import { sendLostInvitations } from "./usecases/send-lost-invitations.ts";

export const chores: Chores<Env> = {
  "renew signing key": renewSigningKey,
  "send lost invitations": sendLostInvitations,
  "end expired sessions": endExpiredSessions,
  "forget old accounts and invitations": forgetOldRows,
};
