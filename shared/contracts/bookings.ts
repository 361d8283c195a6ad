import { z } from "@hono/zod-openapi";
import { BOOKING_STATUSES } from "../core/vocabulary.ts";
import { resources } from "./bookings/resources.ts";
import { route } from "./route.ts";
import { answer, id, idParam, instantIn, instantOut, jsonBody, orNull, Problem, pageOf, pageQuery } from "./shapes.ts";

export const BookingView = z
  .object({
    id: id("booking"),
    buildingId: id("building"),
    resourceId: id("resource"),
    resourceName: z.string(),
    userId: id("user"),
    unitId: id("unit")
      .nullable()
      .openapi({ description: "The home it was booked from; null for somebody who does not live there" }),
    startAt: instantOut,
    endAt: instantOut,
    timeZone: z.string(),
    attendees: z.number().int(),
    status: z.enum(BOOKING_STATUSES),
    holdUntil: instantOut.nullable(),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .openapi("Booking");

/** What booking a time would come to, were it asked for now. */
export const ForecastView = z
  .object({
    wouldBook: z.boolean().openapi({ example: false }),
    bookingId: id("booking")
      .nullable()
      .openapi({ description: "The booking that this very request has already; it would be answered again" }),
    problem: orNull(Problem).openapi({ description: "What the request would be refused with" }),
  })
  .openapi("BookingForecast");

const WORKER = { worker: "bookings" } as const;

export const bookings = {
  ...resources,
  createBooking: route(
    { ...WORKER, permission: "booking.create", reach: "home", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/resources/{id}/bookings",
      operationId: "createBooking",
      summary: "Book, or hold, a time",
      description:
        "Answers with a confirmed booking; with `hold: true`, with a hold of five minutes that `/confirm` makes a booking. The same request gets the booking it already has. Who comes too late gets `booking.slot_taken` with `nextFreeAt`, the next time at which as many find room for as long. With `?dryRun=true` nothing is booked: 200 says what would happen, without regard to an `Idempotency-Key`; whoever may not book here at all is refused as they would be.",
      request: {
        params: idParam("resource"),
        query: z.object({ dryRun: z.enum(["true", "false"]).default("false") }).strict(),
        body: jsonBody({
          startAt: instantIn,
          endAt: instantIn,
          attendees: z.number().int().min(1).max(1000).default(1),
          hold: z.boolean().default(false),
        }),
      },
      responses: {
        200: answer(ForecastView, "With `dryRun`: what would happen"),
        201: answer(BookingView, "The booking"),
      },
    },
  ),
  getBooking: route(
    { ...WORKER, permission: "booking.read", reach: "person", rate: "read", d1: 1 },
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
  confirmBooking: route(
    { ...WORKER, permission: null, reach: "person", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/bookings/{id}/confirm",
      operationId: "confirmBooking",
      summary: "Make a hold a booking",
      request: { params: idParam("booking") },
      responses: { 200: answer(BookingView, "The booking") },
    },
  ),
  cancelBooking: route(
    { ...WORKER, permission: null, reach: "person", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/bookings/{id}/cancel",
      operationId: "cancelBooking",
      summary: "Give a booking or a hold up, before it starts: one's own, or for the house",
      request: { params: idParam("booking") },
      responses: { 200: answer(BookingView, "The booking") },
    },
  ),
  checkInBooking: route(
    { ...WORKER, permission: null, reach: "person", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/bookings/{id}/check-in",
      operationId: "checkInBooking",
      summary: "Say that one is there, from 15 minutes before the start until the end",
      request: { params: idParam("booking") },
      responses: { 200: answer(BookingView, "The booking") },
    },
  ),
};
