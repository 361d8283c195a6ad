import * as v from "valibot";
import { defineEvent } from "./event.ts";
import { id, text } from "./shapes.ts";

const delivery = v.object({
  deliveryId: id("delivery"),
  userId: v.nullable(id("user")),
  channel: v.picklist(["inbox", "email"]),
  template: text,
});

export const NotificationSent = defineEvent("notification.sent", 1, delivery);
export const NotificationFailed = defineEvent(
  "notification.failed",
  1,
  v.object({ ...delivery.entries, reason: text }),
);
