import { notifications as contract } from "#shared/contracts/notifications";
import type { Id } from "#shared/core/ids";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import type { App } from "../call.ts";
import type { Delivery } from "../domain/delivery.ts";
import { listDeliveries } from "../usecases/list-deliveries.ts";

const view = (delivery: Delivery, buildingId: Id<"building">) => {
  const { id, userId, channel, template, status, reason, masked, attempts, createdAt, sentAt } = delivery;
  const times = { createdAt: toIso(createdAt), sentAt: sentAt === null ? null : toIso(sentAt) };
  return { id, buildingId, userId, channel, template, status, reason, to: masked, attempts, ...times };
};

export const deliveryRoutes = (app: App) =>
  app.openapi(contract.listDeliveries, async (c) => {
    const query = c.req.valid("query");
    const page = await accept(c, (call) => listDeliveries(call, query));
    return c.json({ ...page, items: page.items.map((delivery) => view(delivery, query.building)) }, 200);
  });
