import { bookings as contract } from "#shared/contracts/bookings";
import { accept } from "#shared/worker/accept";
import { etagOf } from "#shared/worker/answer";
import type { App } from "../call.ts";
import { answerBooking } from "../usecases/answer-booking.ts";
import { approveBooking } from "../usecases/approve-booking.ts";
import { cancelBooking } from "../usecases/cancel-booking.ts";
import { checkInBooking } from "../usecases/check-in-booking.ts";
import { checkOutBooking } from "../usecases/check-out-booking.ts";
import { confirmBooking } from "../usecases/confirm-booking.ts";
import { excuseBooking } from "../usecases/excuse-booking.ts";
import { moveBooking } from "../usecases/move-booking.ts";
import { questionBooking } from "../usecases/question-booking.ts";
import { rejectBooking } from "../usecases/reject-booking.ts";
import { view } from "./booking-views.ts";

export const stepRoutes = (app: App) =>
  app
    .openapi(contract.confirmBooking, async (c) => {
      const booking = await accept(c, (call) => confirmBooking(call, c.req.valid("param").id));
      c.header("etag", etagOf(booking.version));
      return c.json(view(booking), 200);
    })
    .openapi(contract.moveBooking, async (c) => {
      const wanted = { ...c.req.valid("json"), dryRun: c.req.valid("query").dryRun === "true" };
      const booking = await accept(c, (call) => moveBooking(call, c.req.valid("param").id, wanted));
      c.header("etag", etagOf(booking.version));
      return c.json(view(booking), 200);
    })
    .openapi(contract.cancelBooking, async (c) => {
      const { reason = null, override = false } = c.req.valid("json");
      const booking = await accept(c, (call) => cancelBooking(call, c.req.valid("param").id, { reason, override }));
      c.header("etag", etagOf(booking.version));
      return c.json(view(booking), 200);
    })
    .openapi(contract.checkInBooking, async (c) => {
      const { code = null, position = null } = c.req.valid("json");
      const booking = await accept(c, (call) => checkInBooking(call, c.req.valid("param").id, { code, position }));
      c.header("etag", etagOf(booking.version));
      return c.json(view(booking), 200);
    })
    .openapi(contract.checkOutBooking, async (c) => {
      const booking = await accept(c, (call) => checkOutBooking(call, c.req.valid("param").id));
      c.header("etag", etagOf(booking.version));
      return c.json(view(booking), 200);
    })
    .openapi(contract.approveBooking, async (c) => {
      const booking = await accept(c, (call) => approveBooking(call, c.req.valid("param").id));
      c.header("etag", etagOf(booking.version));
      return c.json(view(booking), 200);
    })
    .openapi(contract.rejectBooking, async (c) => {
      const booking = await accept(c, (call) =>
        rejectBooking(call, c.req.valid("param").id, c.req.valid("json").reason),
      );
      c.header("etag", etagOf(booking.version));
      return c.json(view(booking), 200);
    })
    .openapi(contract.questionBooking, async (c) => {
      const booking = await accept(c, (call) =>
        questionBooking(call, c.req.valid("param").id, c.req.valid("json").question),
      );
      c.header("etag", etagOf(booking.version));
      return c.json(view(booking), 200);
    })
    .openapi(contract.answerBooking, async (c) => {
      const booking = await accept(c, (call) =>
        answerBooking(call, c.req.valid("param").id, c.req.valid("json").answer),
      );
      c.header("etag", etagOf(booking.version));
      return c.json(view(booking), 200);
    })
    .openapi(contract.excuseBooking, async (c) => {
      const booking = await accept(c, (call) =>
        excuseBooking(call, c.req.valid("param").id, c.req.valid("json").reason),
      );
      c.header("etag", etagOf(booking.version));
      return c.json(view(booking), 200);
    });
