import { route } from "../route.ts";
import { answer, id, idParam, instantIn, instantOut, jsonBody, localDate, Problem, words } from "../shapes.ts";
import * as z from "../zod.ts";
import { askedAccessories, termsVersion } from "./about.ts";
import { BookingView } from "./views.ts";

const SeriesView = z
  .object({
    id: id("series"),
    resourceId: id("resource"),
    userId: id("user"),
    rule: z.string(),
    count: z.number().int().openapi({ description: "How many the rule asked for" }),
    bookings: z.array(BookingView).openapi({ description: "In order; with `dryRun`, what they would be" }),
    skipped: z
      .array(z.object({ position: z.number().int(), localDate, problem: Problem }))
      .openapi({ description: "Which could not be had, and why" }),
    createdAt: instantOut,
  })
  .openapi("BookingSeries");

const WORKER = { worker: "bookings" } as const;

/** Bookings that recur. */
export const series = {
  createSeries: route(
    { ...WORKER, permission: "booking.create", reach: "home", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/resources/{id}/booking-series",
      operationId: "createSeries",
      summary: "Book a time again and again",
      description:
        "The time is the first; `rule` is an RRULE of RFC 5545 with `COUNT` or `UNTIL`, at most 100 times, by the clock of the resource. With `conflicts: skip`, what cannot be had is told in `skipped`; with `fail`, nothing is booked then. With `?dryRun=true` nothing is booked: 200 says what would be.",
      request: {
        params: idParam("resource"),
        query: z.object({ dryRun: z.enum(["true", "false"]).default("false") }).strict(),
        body: jsonBody({
          startAt: instantIn,
          endAt: instantIn,
          rule: z.string().min(1).max(500).openapi({ example: "FREQ=WEEKLY;BYDAY=TU;COUNT=8" }),
          conflicts: z.enum(["skip", "fail"]).default("fail"),
          attendees: z.number().int().min(1).max(1000).default(1),
          userId: id("user").optional(),
          accessories: askedAccessories.default([]),
          termsVersion: termsVersion.nullable().default(null),
        }),
      },
      responses: {
        200: answer(SeriesView, "With `dryRun`: what would happen"),
        201: answer(SeriesView, "The series"),
      },
    },
  ),
  getSeries: route(
    { ...WORKER, permission: null, reach: "person", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/booking-series/{id}",
      operationId: "getSeries",
      summary: "One series: one's own, or one in a building one runs",
      request: { params: idParam("series") },
      responses: { 200: answer(SeriesView, "The series") },
    },
  ),
  cancelSeries: route(
    { ...WORKER, permission: null, reach: "person", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/booking-series/{id}/cancel",
      operationId: "cancelSeries",
      summary: "Give one, the following or all bookings of a series up, as far as they are ahead",
      request: {
        params: idParam("series"),
        body: jsonBody({
          scope: z.enum(["this", "following", "all"]),
          position: z.number().int().min(1).max(1000).default(1).openapi({ description: "From 1 on" }),
          reason: words(300).optional(),
          override: z.boolean().optional(),
        }),
      },
      responses: { 200: answer(SeriesView, "The series") },
    },
  ),
};
