import { askedAccessories, termsVersion } from "./bookings/about.ts";
import { blackouts } from "./bookings/blackouts.ts";
import { calendars } from "./bookings/calendars.ts";
import { feeds } from "./bookings/feeds.ts";
import { guests, invitees } from "./bookings/guests.ts";
import { holidays } from "./bookings/holidays.ts";
import { resources } from "./bookings/resources.ts";
import { series } from "./bookings/series.ts";
import { steps } from "./bookings/steps.ts";
import { timeIn } from "./bookings/times.ts";
import { utilisation } from "./bookings/utilisation.ts";
import { BookingView, ForecastView } from "./bookings/views.ts";
import { route } from "./route.ts";
import { answer, dryRunQuery, id, idParam, jsonBody, pageOf, pageQuery } from "./shapes.ts";
import * as z from "./zod.ts";

const WORKER = { worker: "bookings" } as const;

export const bookings = {
  ...resources,
  ...blackouts,
  ...holidays,
  ...steps,
  ...series,
  ...calendars,
  ...feeds,
  ...utilisation,
  createBooking: route(
    { ...WORKER, permission: "booking.create", reach: "home", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/resources/{id}/bookings",
      operationId: "createBooking",
      summary: "Book, hold, ask for, or wait for a time",
      description:
        "Answers with a confirmed booking, or a `requested` one where the house must agree; with `hold: true`, with a hold of five minutes that `/confirm` makes a booking. With `wait: true`, what is taken is waited for: `waiting`, with the place in the queue; once it is free, it is `offered` until `holdUntil`, and `/confirm` accepts. The house may name a `userId` for whom it is. The same request gets the booking it already has. Who comes too late gets `booking.slot_taken` with `nextFreeAt`, the next time at which as many find room for as long. With `?dryRun=true` nothing is booked: 200 says what would happen, under an `Idempotency-Key` too; whoever may not book here at all is refused as they would be.",
      request: {
        params: idParam("resource"),
        query: dryRunQuery,
        body: jsonBody({
          startAt: timeIn,
          endAt: timeIn,
          attendees: z.number().int().min(1).max(1000).default(1),
          guests: guests.default(0),
          invitees: invitees.default([]),
          hold: z.boolean().default(false),
          wait: z.boolean().default(false),
          userId: id("user").optional(),
          accessories: askedAccessories.default([]),
          termsVersion: termsVersion.nullable().default(null),
        }),
      },
      responses: {
        200: answer(ForecastView, "With `dryRun`: what would happen"),
        201: answer(BookingView, "The booking"),
      },
    },
  ),
  getBooking: route(
    { ...WORKER, permission: null, reach: "person", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/bookings/{id}",
      operationId: "getBooking",
      summary: "One booking: one's own, or one in a building one runs",
      request: { params: idParam("booking") },
      responses: { 200: answer(BookingView, "The booking"), 304: { description: "Unchanged" } },
    },
  ),
  listMyBookings: route(
    { ...WORKER, permission: null, reach: "person", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/me/bookings",
      operationId: "listMyBookings",
      summary: "My bookings, the latest start first",
      request: { query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(BookingView), "A page of bookings") },
    },
  ),
  listBuildingBookings: route(
    { ...WORKER, permission: "booking.read", reach: "grant", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/buildings/{id}/bookings",
      operationId: "listBuildingBookings",
      summary: "All bookings of a building, the latest start first",
      request: { params: idParam("building"), query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(BookingView), "A page of bookings") },
    },
  ),
};
