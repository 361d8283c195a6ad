import { notificationsInternal as contract } from "#shared/contracts/notifications-internal";
import { accept } from "#shared/worker/accept";
import { logError } from "#shared/worker/log";
import { systemCall } from "#shared/worker/system-call";
import type { App } from "../call.ts";
import { keepLetter } from "../usecases/keep-letter.ts";
import { sendDelivery } from "../usecases/send-delivery.ts";

export const letterRoutes = (app: App) =>
  app.openapi(contract.sendLetter, async (c) => {
    const { accepted, held } = await accept(c, (call) => keepLetter(call, c.req.valid("json")));
    const { env, executionCtx } = c;
    for (const one of held) {
      const sent = sendDelivery(systemCall("notifications", "sendDelivery", env, executionCtx), one);
      executionCtx.waitUntil(sent.catch((error) => logError("delivery.broke", error, { deliveryId: one.id })));
    }
    return c.json({ accepted }, 200);
  });
