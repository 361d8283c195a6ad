import * as v from "valibot";
import { ROLES } from "../core/permissions.ts";
import { defineEvent } from "./event.ts";
import { id, instant, text } from "./shapes.ts";

export const UserCreated = defineEvent("user.created", 1, v.object({ userId: id("user"), name: text, locale: text }));

export const UserUpdated = defineEvent("user.updated", 1, v.object({ userId: id("user"), name: text, locale: text }));

/** The only event that carries an address; `notifications` alone hears it. */
export const UserContactChanged = defineEvent(
  "user.contact_changed",
  1,
  v.object({ userId: id("user"), email: text, emailVerified: v.boolean() }),
);

export const SessionEnded = defineEvent(
  "session.ended",
  1,
  v.object({ userId: id("user"), sessionId: id("session"), reason: text }),
);

/** Every open grant of the person after the change; `resident` is never among them. */
export const UserRoleChanged = defineEvent(
  "user.role_changed",
  1,
  v.object({
    userId: id("user"),
    grants: v.array(
      v.object({ grantId: id("grant"), role: v.picklist(ROLES), on: text, untilAt: v.nullable(instant) }),
    ),
  }),
);

export const UserDeleted = defineEvent("user.deleted", 1, v.object({ userId: id("user") }));
