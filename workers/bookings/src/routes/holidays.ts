import { bookings as contract } from "#shared/contracts/bookings";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import { etagOf, made, unchanged } from "#shared/worker/answer";
import type { App } from "../call.ts";
import type { Holiday } from "../domain/holiday.ts";
import { createHoliday } from "../usecases/create-holiday.ts";
import { getHoliday } from "../usecases/get-holiday.ts";
import { listHolidays } from "../usecases/list-holidays.ts";
import { removeHoliday } from "../usecases/remove-holiday.ts";
import { updateHoliday } from "../usecases/update-holiday.ts";

const view = ({ version: _, createdAt, updatedAt, ...holiday }: Holiday) => ({
  ...holiday,
  createdAt: toIso(createdAt),
  updatedAt: toIso(updatedAt),
});

export const holidayRoutes = (app: App) =>
  app
    .openapi(contract.createHoliday, async (c) => {
      const wanted = c.req.valid("json");
      const { bookings, ...holiday } = await accept(c, (call) => createHoliday(call, c.req.valid("param").id, wanted));
      made(c, `/v1/holidays/${holiday.id}`, holiday.version);
      return c.json({ ...view(holiday), bookings }, 201);
    })
    .openapi(contract.listHolidays, async (c) => {
      const page = await accept(c, (call) => listHolidays(call, c.req.valid("param").id, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.getHoliday, async (c) => {
      const holiday = await accept(c, (call) => getHoliday(call, c.req.valid("param").id));
      return unchanged(c, holiday.version) ? c.body(null, 304) : c.json(view(holiday), 200);
    })
    .openapi(contract.updateHoliday, async (c) => {
      const holiday = await accept(c, (call) => updateHoliday(call, c.req.valid("param").id, c.req.valid("json")));
      c.header("etag", etagOf(holiday.version));
      return c.json(view(holiday), 200);
    })
    .openapi(contract.removeHoliday, async (c) => {
      await accept(c, (call) => removeHoliday(call, c.req.valid("param").id));
      return c.body(null, 204);
    });
