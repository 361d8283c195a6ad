import { bookings as contract } from "#shared/contracts/bookings";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import { unchangedText } from "#shared/worker/answer";
import type { App } from "../call.ts";
import type { Feed } from "../domain/feed.ts";
import { createCalendarFeed } from "../usecases/create-calendar-feed.ts";
import { createResourceCalendarFeed } from "../usecases/create-resource-calendar-feed.ts";
import { endCalendarFeed } from "../usecases/end-calendar-feed.ts";
import { listMyCalendarFeeds } from "../usecases/list-my-calendar-feeds.ts";
import { listResourceCalendarFeeds } from "../usecases/list-resource-calendar-feeds.ts";
import { readCalendarFeed } from "../usecases/read-calendar-feed.ts";
import { CALENDAR_TYPE, calendarFile } from "./calendar-file.ts";

const view = ({ id, name, buildingId, resourceId, createdAt }: Feed) => ({
  id,
  name,
  buildingId,
  resourceId,
  createdAt: toIso(createdAt),
});

export const feedRoutes = (app: App) =>
  app
    .openapi(contract.createCalendarFeed, async (c) => {
      const { feed, url } = await accept(c, (call) => createCalendarFeed(call, c.req.valid("json").name));
      c.header("cache-control", "no-store");
      return c.json({ ...view(feed), url }, 201);
    })
    .openapi(contract.createResourceCalendarFeed, async (c) => {
      const { feed, url } = await accept(c, (call) =>
        createResourceCalendarFeed(call, c.req.valid("param").id, c.req.valid("json").name),
      );
      c.header("cache-control", "no-store");
      return c.json({ ...view(feed), url }, 201);
    })
    .openapi(contract.listResourceCalendarFeeds, async (c) => {
      const page = await accept(c, (call) =>
        listResourceCalendarFeeds(call, c.req.valid("param").id, c.req.valid("query")),
      );
      return c.json({ ...page, items: page.items.map((feed) => ({ ...view(feed), userId: feed.userId })) }, 200);
    })
    .openapi(contract.listMyCalendarFeeds, async (c) => {
      const page = await accept(c, (call) => listMyCalendarFeeds(call, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.endCalendarFeed, async (c) => {
      await accept(c, (call) => endCalendarFeed(call, c.req.valid("param").id));
      return c.body(null, 204);
    })
    .openapi(contract.readCalendarFeed, async (c) => {
      const { feed, events } = await accept(c, (call) => readCalendarFeed(call, c.req.valid("param").file));
      const text = calendarFile(feed, events);
      c.header("cache-control", "private, no-cache");
      return (await unchangedText(c, text)) ? c.body(null, 304) : c.body(text, 200, { "content-type": CALENDAR_TYPE });
    });
