import { bookings as contract } from "#shared/contracts/bookings";
import { accept } from "#shared/worker/accept";
import type { App } from "../call.ts";
import { checkCalendar } from "../usecases/check-calendar.ts";
import { rebuildCalendar } from "../usecases/rebuild-calendar.ts";

export const calendarRoutes = (app: App) =>
  app
    .openapi(contract.checkCalendar, async (c) =>
      c.json(await accept(c, (call) => checkCalendar(call, c.req.valid("param").id)), 200),
    )
    .openapi(contract.rebuildCalendar, async (c) =>
      c.json(await accept(c, (call) => rebuildCalendar(call, c.req.valid("param").id)), 200),
    );
