import { route } from "../route.ts";
import { answer, dryRunQuery, idParam, jsonBody, words } from "../shapes.ts";
import * as z from "../zod.ts";
import { guests, invitees } from "./guests.ts";
import { point } from "./rules.ts";
import { timeIn } from "./times.ts";
import { BookingView } from "./views.ts";

const STEP = { worker: "bookings", rate: "write", d1: 2 } as const;
/** One's own, or by a grant: the use case decides. */
const EITHER = { ...STEP, permission: null, reach: "person" } as const;
const STAFF = { ...STEP, permission: "booking.update", reach: "grant" } as const;

/** How far off a position may be, in metres: half the way round the earth. */
const FURTHEST_OFF = 20_100_000;

const SentPosition = z
  .object({ ...point, accuracyMeters: z.number().min(0).max(FURTHEST_OFF).optional() })
  .strict()
  .openapi("SentPosition");

const optionalBody = <T extends z.ZodRawShape>(shape: T) => ({ ...jsonBody(shape), required: false as const });
const responses = { 200: answer(BookingView, "The booking") };
const params = idParam("booking");

/** What becomes of a booking, step by step. */
export const steps = {
  confirmBooking: route(EITHER, {
    method: "post",
    path: "/v1/bookings/{id}/confirm",
    operationId: "confirmBooking",
    summary: "Make a hold a booking, or accept an offer of the waitlist",
    request: { params },
    responses,
  }),
  moveBooking: route(EITHER, {
    method: "patch",
    path: "/v1/bookings/{id}",
    operationId: "moveBooking",
    summary: "Another time, other attendees, or other invitees, for a booking (JSON Merge Patch)",
    description:
      "It keeps what it has until it has the other. Another time follows the rules of a new booking; fewer attendees or guests can always be said before it starts. Where nothing is said of guests, they are no more than the attendees. With `?dryRun=true` nothing is moved: 200 says what the booking would be.",
    request: {
      params,
      query: dryRunQuery,
      body: jsonBody({
        startAt: timeIn.optional(),
        endAt: timeIn.optional(),
        attendees: z.number().int().min(1).max(1000).optional(),
        guests: guests.optional(),
        invitees: invitees.optional(),
      }),
    },
    responses,
  }),
  cancelBooking: route(EITHER, {
    method: "post",
    path: "/v1/bookings/{id}/cancel",
    operationId: "cancelBooking",
    summary: "Give a booking, a hold, a request or a place in the queue up: one's own, or for the house",
    description:
      "Until `cancelUntil` freely; later as `lateCancel` says: refused, or marked. The house may with `override: true` and a reason, which is recorded.",
    request: { params, body: optionalBody({ reason: words(300).optional(), override: z.boolean().optional() }) },
    responses,
  }),
  checkInBooking: route(
    { ...EITHER, unkept: "position" },
    {
      method: "post",
      path: "/v1/bookings/{id}/check-in",
      operationId: "checkInBooking",
      summary: "Say that one is there, from 15 minutes before the start until `checkInUntil`, or the end",
      description:
        "Who is there shows it as the resource's `checkInBy` asks; the house need not. A `position` (WGS 84) must be within `radiusMeters`, and its `accuracyMeters` no more than those; it is kept nowhere.",
      request: { params, body: optionalBody({ code: words(100).optional(), position: SentPosition.optional() }) },
      responses,
    },
  ),
  checkOutBooking: route(EITHER, {
    method: "post",
    path: "/v1/bookings/{id}/check-out",
    operationId: "checkOutBooking",
    summary: "Say that one has left: what is left of the time is free",
    request: { params },
    responses,
  }),
  approveBooking: route(STAFF, {
    method: "post",
    path: "/v1/bookings/{id}/approve",
    operationId: "approveBooking",
    summary: "Agree to a request",
    request: { params },
    responses,
  }),
  rejectBooking: route(STAFF, {
    method: "post",
    path: "/v1/bookings/{id}/reject",
    operationId: "rejectBooking",
    summary: "Turn a request down, and say why",
    request: { params, body: jsonBody({ reason: words(300) }) },
    responses,
  }),
  questionBooking: route(STAFF, {
    method: "post",
    path: "/v1/bookings/{id}/question",
    operationId: "questionBooking",
    summary: "Ask who made a request something, before it is decided",
    description: "The request stays as it is, and can be decided without an answer. One question at a time, 5 in all.",
    request: { params, body: jsonBody({ question: words(1000) }) },
    responses,
  }),
  answerBooking: route(EITHER, {
    method: "post",
    path: "/v1/bookings/{id}/answer",
    operationId: "answerBooking",
    summary: "Answer what the house asked about one's request",
    request: { params, body: jsonBody({ answer: words(1000) }) },
    responses,
  }),
  excuseBooking: route(STAFF, {
    method: "post",
    path: "/v1/bookings/{id}/excuse",
    operationId: "excuseBooking",
    summary: "Let a missed booking, or one given up too late, count no more, and say why",
    request: { params, body: jsonBody({ reason: words(300) }) },
    responses,
  }),
};
