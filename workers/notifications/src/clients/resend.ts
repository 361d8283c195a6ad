import { Resend } from "resend";
import type { Id } from "#shared/core/ids";
import { seconds } from "#shared/core/time";
import { log } from "#shared/worker/log";
import type { Outcome } from "../domain/delivery.ts";
import type { Mail } from "../domain/mail.ts";

/** How long Resend may take, in milliseconds. */
const DEADLINE = 10_000;

interface Settings {
  readonly apiKey: string;
  readonly from: string;
}

/**
 * Sends one e-mail by Resend. The key makes a repeat harmless for 24 hours; a repeat whose words have changed since is
 * refused as `invalid_idempotent_request`, and was therefore sent before.
 */
export async function sendByResend({ apiKey, from }: Settings, mail: Mail, key: Id<"delivery">): Promise<Outcome> {
  const options = { idempotencyKey: key, signal: AbortSignal.timeout(DEADLINE) };
  const { error, headers } = await new Resend(apiKey).emails.send({ from, ...mail }, options);
  if (!error || error.name === "invalid_idempotent_request") return { kind: "sent" };
  const { name, statusCode } = error;
  log("resend.refused", { deliveryId: key, name, statusCode });
  if (isForGood(statusCode)) return { kind: "never", reason: name };
  const retryAfter = seconds(Number(headers?.["retry-after"] ?? 0));
  return { kind: "later", reason: name, ...(retryAfter > 0 && { retryAfter }) };
}

/** What is wrong with the e-mail itself stays wrong; a key, a quota, a limit or an outage may be mended. */
const isForGood = (statusCode: number | null): boolean =>
  statusCode === 400 || statusCode === 404 || statusCode === 413 || statusCode === 422;
