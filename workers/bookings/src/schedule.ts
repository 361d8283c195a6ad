import type { Chores } from "#shared/worker/app";
import type { Env } from "./call.ts";
import { forgetInvitees } from "./usecases/forget-invitees.ts";

export const chores: Chores<Env> = { "forget who came along": forgetInvitees };
