import type { Chores } from "#shared/worker/app";
import { logError } from "#shared/worker/log";
import { systemCall } from "#shared/worker/system-call";
import type { Call, Env } from "./call.ts";
import { expireDeliveries } from "./usecases/expire-deliveries.ts";
import { forgetOldRows } from "./usecases/forget-old-rows.ts";
import { sendDelivery } from "./usecases/send-delivery.ts";
import { takeDueDeliveries } from "./usecases/take-due-deliveries.ts";

/** One after the other, as a provider takes a few a second; one that fails does not disturb its neighbours. */
async function sendDue(call: Call): Promise<void> {
  for (const held of await takeDueDeliveries(call)) {
    const own = systemCall(call.worker, "sendDelivery", call.env, { waitUntil: call.defer });
    await sendDelivery(own, held).catch((error) => logError("delivery.broke", error, { deliveryId: held.id }));
  }
}

export const chores = {
  "give up late deliveries": expireDeliveries,
  "send due deliveries": sendDue,
  "forget old notifications": forgetOldRows,
} satisfies Chores<Env>;
