import { personOf } from "#shared/core/actor";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import { writeNotice } from "../clients/liquid.ts";
import type { Written } from "../domain/telling.ts";
import { inboxOf, listNotificationsOf } from "../store/notifications.ts";

interface Asked {
  readonly unread: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A person's inbox, in the language they read now. */
export async function listNotifications(call: Call, { unread, limit, cursor }: Asked): Promise<Page<Written>> {
  const { id, locale } = personOf(call.actor);
  const after = afterOf(inboxOf(id, unread), cursor);
  const { page } = await load(call, { page: listNotificationsOf(id, unread, after, limit) });
  return {
    ...page,
    items: page.items.map(({ buildingName, ...notification }) => ({
      ...notification,
      ...writeNotice(notification.template, notification.parameters, { locale, buildingName }),
    })),
  };
}
