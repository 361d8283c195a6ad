import { bookings as contract } from "#shared/contracts/bookings";
import { AppError } from "#shared/core/errors";
import type { Language } from "#shared/core/problems";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import { made } from "#shared/worker/answer";
import { languageOf, problemBody } from "#shared/worker/problem";
import type { App } from "../call.ts";
import type { SkippedOccurrence, WholeSeries } from "../domain/series.ts";
import { cancelSeries } from "../usecases/cancel-series.ts";
import { createSeries } from "../usecases/create-series.ts";
import { getSeries } from "../usecases/get-series.ts";
import { type MovedSeries, moveSeries } from "../usecases/move-series.ts";
import { view as bookingView } from "./booking-views.ts";

const skippedView = (skipped: readonly SkippedOccurrence[], language: Language, requestId: string) =>
  skipped.map(({ position, localDate, skipped: { code, facts } }) => ({
    position,
    localDate,
    problem: problemBody(new AppError(code, { facts }), language, requestId),
  }));

const view = ({ series, bookings }: WholeSeries, language: Language, requestId: string) => ({
  id: series.id,
  resourceId: series.resourceId,
  userId: series.userId,
  rule: series.rule,
  count: series.count,
  bookings: bookings.map(bookingView),
  skipped: skippedView(series.skipped, language, requestId),
  createdAt: toIso(series.createdAt),
});

const movedView = ({ moved, skipped, ...whole }: MovedSeries, language: Language, requestId: string) => ({
  series: view(whole, language, requestId),
  moved: [...moved],
  skipped: skippedView(skipped, language, requestId),
});

export const seriesRoutes = (app: App) =>
  app
    .openapi(contract.createSeries, (c) => {
      const { id } = c.req.valid("param");
      const language = languageOf(c.req.header("accept-language"));
      const wanted = { ...c.req.valid("json"), hold: false, wait: false };
      const ask = async () => {
        const whole = await accept(c, (call) => createSeries(call, id, { ...wanted, dryRun: true }));
        return c.json(view(whole, language, c.var.round.requestId), 200);
      };
      const book = async () => {
        const whole = await accept(c, (call) => createSeries(call, id, { ...wanted, dryRun: false }));
        made(c, `/v1/booking-series/${whole.series.id}`, 1);
        return c.json(view(whole, language, c.var.round.requestId), 201);
      };
      return c.req.valid("query").dryRun === "true" ? ask() : book();
    })
    .openapi(contract.getSeries, async (c) => {
      const whole = await accept(c, (call) => getSeries(call, c.req.valid("param").id));
      const language = languageOf(c.req.header("accept-language"));
      return c.json(view(whole, language, c.var.round.requestId), 200);
    })
    .openapi(contract.moveSeries, async (c) => {
      const wanted = { ...c.req.valid("json"), dryRun: c.req.valid("query").dryRun === "true" };
      const told = await accept(c, (call) => moveSeries(call, c.req.valid("param").id, wanted));
      const language = languageOf(c.req.header("accept-language"));
      return c.json(movedView(told, language, c.var.round.requestId), 200);
    })
    .openapi(contract.cancelSeries, async (c) => {
      const { reason = null, override = false, ...which } = c.req.valid("json");
      const wanted = { ...which, reason, override };
      const whole = await accept(c, (call) => cancelSeries(call, c.req.valid("param").id, wanted));
      const language = languageOf(c.req.header("accept-language"));
      return c.json(view(whole, language, c.var.round.requestId), 200);
    });
