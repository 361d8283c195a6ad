import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Env } from "../call.ts";
import type { Outcome } from "../domain/delivery.ts";
import type { Mail } from "../domain/mail.ts";
import { sendByResend } from "./resend.ts";

/** Where e-mail goes: to a provider, or into the mailbox of this machine. */
export type Post =
  | { readonly kind: "mailbox" }
  | { readonly kind: "provider"; readonly send: (mail: Mail, key: Id<"delivery">) => Promise<Outcome> };

/** The settings without which no e-mail leaves, by name. On a laptop none are needed: there is the mailbox. */
export function missingSettings({ STAGE, RESEND_API_KEY, MAIL_FROM }: Env): string[] {
  if (STAGE === "dev" && !RESEND_API_KEY) return [];
  return [...(RESEND_API_KEY ? [] : ["RESEND_API_KEY"]), ...(MAIL_FROM ? [] : ["MAIL_FROM"])];
}

/** @throws AppError `service.not_configured` */
export function postOf(env: Env): Post {
  const missing = missingSettings(env);
  if (missing.length > 0) throw new AppError("service.not_configured", { facts: { missing: missing.join(", ") } });
  const { RESEND_API_KEY: apiKey, MAIL_FROM: from } = env;
  if (!apiKey || !from) return { kind: "mailbox" };
  return { kind: "provider", send: (mail, key) => sendByResend({ apiKey, from }, mail, key) };
}
