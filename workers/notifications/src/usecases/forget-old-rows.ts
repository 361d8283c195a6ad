import { days } from "#shared/core/time";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { dropClaims } from "../store/claims.ts";
import { dropDeliveries } from "../store/deliveries.ts";
import { dropReceived, overflowAfter } from "../store/mailbox.ts";
import { dropNotifications } from "../store/notifications.ts";

/** Thirteen months, as the log of events. */
const INBOX_KEPT = days(396);
const LOG_KEPT = days(396);
const CLAIMS_KEPT = days(30);
const MAILBOX_KEPT = days(7);
/** The most e-mails the local mailbox keeps. */
const MAILBOX_SIZE = 1000;

/** Forget what is older than we say we keep it. */
export async function forgetOldRows(call: Call): Promise<void> {
  const { overflow } = await load(call, { overflow: overflowAfter(MAILBOX_SIZE) });
  const { now } = call;
  return commit(call, {
    save: [
      dropNotifications(now - INBOX_KEPT),
      dropDeliveries(now - LOG_KEPT),
      dropClaims(now - CLAIMS_KEPT),
      dropReceived(Math.max(now - MAILBOX_KEPT, overflow ?? 0)),
    ],
    events: [],
    result: undefined,
  });
}
