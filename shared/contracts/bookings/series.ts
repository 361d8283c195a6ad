import { route } from "../route.ts";
import {
  answer,
  dryRunQuery,
  id,
  idParam,
  instantOut,
  json,
  jsonBody,
  localDate,
  Problem,
  says,
  words,
} from "../shapes.ts";
import * as z from "../zod.ts";
import { askedAccessories, termsVersion } from "./about.ts";
import { guests, invitees } from "./guests.ts";
import { timeIn } from "./times.ts";
import { BookingView } from "./views.ts";

const skipped = z.array(z.object({ position: z.number().int(), localDate, problem: Problem }));

const SeriesView = z
  .object({
    id: id("series"),
    resourceId: id("resource"),
    userId: id("user"),
    rule: z.string().openapi({ description: "As it was asked for; what was moved since, its bookings say" }),
    count: z.number().int().openapi({
      description: "How many the rule asked for; a day on which the clock skips the time is none of them, and told",
    }),
    bookings: z.array(BookingView).openapi({ description: "In order; with `dryRun`, what they would be" }),
    skipped: skipped.openapi({ description: "Which could not be had, and why" }),
    createdAt: instantOut,
  })
  .openapi("BookingSeries");

const MovedSeriesView = z
  .object({
    series: SeriesView,
    moved: z.array(z.number().int()).openapi({ description: "Which are otherwise now, by position" }),
    skipped: skipped.openapi({ description: "Which stay as they are, and why" }),
  })
  .openapi("MovedSeries");

const change = {
  date: localDate.optional().openapi({
    description: "On which date the booking at `position` shall begin; the others go as many days on, or back",
  }),
  startTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "must be a time of the day, such as 18:30" })
    .optional()
    .openapi({ description: "When each shall begin, by the clock of the resource", example: "18:30" }),
  durationMinutes: z
    .number()
    .int()
    .min(1)
    .max(10_080)
    .optional()
    .openapi({ description: "How long each shall last, by the clock of the resource" }),
  attendees: z.number().int().min(1).max(1000).optional(),
  guests: guests.optional(),
};
const CHANGES = Object.keys(change);

const CONFLICT =
  "`series.conflict` tells of the first its `position`, its code as `rule` and the facts of that as `rule.…`, and how many `skip` would try (`left`).";

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
      description: `The time is the first; \`rule\` is an RRULE of RFC 5545 with \`COUNT\` or \`UNTIL\`, at most 100 times, by the clock of the resource. With \`conflicts: skip\`, what cannot be had is told in \`skipped\`; with \`fail\`, nothing is booked then. ${CONFLICT} The same request again is the same series; with other \`conflicts\` it is another request. With \`?dryRun=true\` nothing is booked: 200 says what would be.`,
      request: {
        params: idParam("resource"),
        query: dryRunQuery,
        body: jsonBody({
          startAt: timeIn,
          endAt: timeIn,
          rule: z.string().min(1).max(500).openapi({ example: "FREQ=WEEKLY;BYDAY=TU;COUNT=8" }),
          conflicts: z.enum(["skip", "fail"]).default("fail"),
          attendees: z.number().int().min(1).max(1000).default(1),
          guests: guests.default(0),
          invitees: invitees.default([]),
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
  moveSeries: route(
    { ...WORKER, permission: null, reach: "person", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/booking-series/{id}/move",
      operationId: "moveSeries",
      summary: "Another date, time, length or attendees for one, the following or all bookings of a series",
      description: `For what is ahead and open of the series, each as a booking of its own is moved; what one of them leaves, another may have. With \`conflicts: skip\`, what cannot be moved stays and is told in \`skipped\`; with \`fail\`, nothing is moved then, and with \`date\` neither where the booking at \`position\` cannot. ${CONFLICT} With \`?dryRun=true\` nothing is moved: 200 says what would be.`,
      request: {
        params: idParam("series"),
        query: dryRunQuery,
        body: json(
          z
            .object({
              scope: z.enum(["this", "following", "all"]),
              position: z.number().int().min(1).max(1000).default(1).openapi({ description: "From 1 on" }),
              ...change,
              conflicts: z.enum(["skip", "fail"]).default("fail"),
            })
            .strict()
            .refine(
              (said) => CHANGES.some((name) => Object.hasOwn(said, name)),
              says("nothing_said", "must say a date, a startTime, a durationMinutes, attendees or guests", {
                fields: CHANGES.join(", "),
              }),
            ),
        ),
      },
      responses: { 200: answer(MovedSeriesView, "The series, and which of it is otherwise now") },
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
