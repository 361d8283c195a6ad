import { bookings as contract } from "#shared/contracts/bookings";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import { made, unchanged } from "#shared/worker/answer";
import { languageOf } from "#shared/worker/problem";
import type { App } from "../call.ts";
import { askBooking } from "../usecases/ask-booking.ts";
import { createBooking } from "../usecases/create-booking.ts";
import { getBooking } from "../usecases/get-booking.ts";
import { listBuildingBookings } from "../usecases/list-building-bookings.ts";
import { listMyBookings } from "../usecases/list-my-bookings.ts";
import { listSlots } from "../usecases/list-slots.ts";
import { forecastView, view } from "./booking-views.ts";

export const bookingRoutes = (app: App) =>
  app
    .openapi(contract.listSlots, async (c) => {
      const { timeZone, items } = await accept(c, (call) =>
        listSlots(call, c.req.valid("param").id, c.req.valid("query")),
      );
      const slots = items.map(({ startAt, endAt, free }) => ({ startAt: toIso(startAt), endAt: toIso(endAt), free }));
      return c.json({ timeZone, items: slots }, 200);
    })
    .openapi(contract.createBooking, (c) => {
      const { id } = c.req.valid("param");
      const ask = async () => {
        const forecast = await accept(c, (call) => askBooking(call, id, c.req.valid("json")));
        const language = languageOf(c.req.header("accept-language"));
        return c.json(forecastView(forecast, language, c.var.round.requestId), 200);
      };
      const book = async () => {
        const booking = await accept(c, (call) => createBooking(call, id, c.req.valid("json")));
        made(c, `/v1/bookings/${booking.id}`, booking.version);
        return c.json(view(booking), 201);
      };
      return c.req.valid("query").dryRun === "true" ? ask() : book();
    })
    .openapi(contract.getBooking, async (c) => {
      const booking = await accept(c, (call) => getBooking(call, c.req.valid("param").id));
      // The place in the queue, and how long somebody overstays, change while the booking stays as it is.
      const isPassing = booking.position !== null || booking.overstayMinutes > 0;
      return unchanged(c, booking.version) && !isPassing ? c.body(null, 304) : c.json(view(booking), 200);
    })
    .openapi(contract.listMyBookings, async (c) => {
      const page = await accept(c, (call) => listMyBookings(call, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.listBuildingBookings, async (c) => {
      const page = await accept(c, (call) => listBuildingBookings(call, c.req.valid("param").id, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    });
