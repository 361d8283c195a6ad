import { notifications as contract } from "#shared/contracts/notifications";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import type { App } from "../call.ts";
import type { Written } from "../domain/telling.ts";
import { countNotifications } from "../usecases/count-notifications.ts";
import { listNotifications } from "../usecases/list-notifications.ts";
import { readAllNotifications } from "../usecases/read-all-notifications.ts";
import { readNotification } from "../usecases/read-notification.ts";

const view = ({ id, type, subject, buildingId, title, body, at, readAt }: Written) => ({
  id,
  type,
  subject,
  buildingId,
  title,
  body,
  at: toIso(at),
  readAt: readAt === null ? null : toIso(readAt),
});

export const inboxRoutes = (app: App) =>
  app
    .openapi(contract.listNotifications, async (c) => {
      const { unread, ...query } = c.req.valid("query");
      const page = await accept(c, (call) => listNotifications(call, { ...query, unread: unread === "true" }));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.countNotifications, async (c) => c.json({ unread: await accept(c, countNotifications) }, 200))
    .openapi(contract.readNotification, async (c) => {
      const notification = await accept(c, (call) => readNotification(call, c.req.valid("param").id));
      return c.json(view(notification), 200);
    })
    .openapi(contract.readAllNotifications, async (c) => {
      const unread = await accept(c, (call) => readAllNotifications(call, c.req.valid("json").until));
      return c.json({ unread }, 200);
    });
