import { bookings as contract } from "#shared/contracts/bookings";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import { etagOf, made, unchanged } from "#shared/worker/answer";
import type { App } from "../call.ts";
import type { Calendar } from "../domain/calendar.ts";
import { checkCalendar } from "../usecases/check-calendar.ts";
import { createCalendar } from "../usecases/create-calendar.ts";
import { getCalendar } from "../usecases/get-calendar.ts";
import { listCalendars } from "../usecases/list-calendars.ts";
import { rebuildCalendar } from "../usecases/rebuild-calendar.ts";
import { removeCalendar } from "../usecases/remove-calendar.ts";
import { updateCalendar } from "../usecases/update-calendar.ts";
import { quotasView } from "./booking-views.ts";

const view = ({ version: _, createdAt, updatedAt, ...calendar }: Calendar) => ({
  ...calendar,
  quotas: quotasView(calendar.quotas),
  createdAt: toIso(createdAt),
  updatedAt: toIso(updatedAt),
});

export const calendarRoutes = (app: App) =>
  app
    .openapi(contract.createCalendar, async (c) => {
      const calendar = await accept(c, (call) => createCalendar(call, c.req.valid("param").id, c.req.valid("json")));
      made(c, `/v1/calendars/${calendar.id}`, calendar.version);
      return c.json(view(calendar), 201);
    })
    .openapi(contract.listCalendars, async (c) => {
      const page = await accept(c, (call) => listCalendars(call, c.req.valid("param").id, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.getCalendar, async (c) => {
      const calendar = await accept(c, (call) => getCalendar(call, c.req.valid("param").id));
      return unchanged(c, calendar.version) ? c.body(null, 304) : c.json(view(calendar), 200);
    })
    .openapi(contract.updateCalendar, async (c) => {
      const calendar = await accept(c, (call) => updateCalendar(call, c.req.valid("param").id, c.req.valid("json")));
      c.header("etag", etagOf(calendar.version));
      return c.json(view(calendar), 200);
    })
    .openapi(contract.removeCalendar, async (c) => {
      await accept(c, (call) => removeCalendar(call, c.req.valid("param").id));
      return c.body(null, 204);
    })
    .openapi(contract.checkCalendar, async (c) =>
      c.json(await accept(c, (call) => checkCalendar(call, c.req.valid("param").id)), 200),
    )
    .openapi(contract.rebuildCalendar, async (c) =>
      c.json(await accept(c, (call) => rebuildCalendar(call, c.req.valid("param").id)), 200),
    );
