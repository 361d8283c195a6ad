import { APPROVALS, BOOKING_STATUSES, LATE_CANCELS } from "../../core/vocabulary.ts";
import { id, instantOut, orNull, Problem } from "../shapes.ts";
import * as z from "../zod.ts";
import { askedAccessories } from "./about.ts";
import { guests, invitees } from "./guests.ts";

const QuestionView = z
  .object({
    question: z.string(),
    askedBy: id("user").openapi({ description: "Who of the house asked" }),
    askedAt: instantOut,
    answer: z.string().nullable().openapi({ description: "What its person said; null until they do" }),
    answeredAt: instantOut.nullable(),
  })
  .openapi("BookingQuestion");

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
    bookedBy: id("user").nullable().openapi({ description: "Who of the house booked it; null where its person did" }),
    startAt: instantOut,
    endAt: instantOut,
    timeZone: z.string(),
    attendees: z.number().int(),
    guests,
    invitees,
    accessories: askedAccessories,
    termsVersion: z
      .string()
      .nullable()
      .openapi({ description: "The version of the resource's terms that was accepted; null where it had none" }),
    status: z.enum(BOOKING_STATUSES),
    approval: z.enum(APPROVALS),
    holdUntil: instantOut.nullable().openapi({ description: "Until when a hold or an offer stands" }),
    seriesId: id("series").nullable(),
    seriesPosition: z.number().int().nullable().openapi({ description: "Which of its series, from 1 on" }),
    waitlistPosition: z
      .number()
      .int()
      .nullable()
      .openapi({ description: "While it waits, where it was made or is asked for alone: the next has 1" }),
    checkInUntil: instantOut.nullable().openapi({ description: "By when its person must have checked in" }),
    cancelUntil: instantOut.openapi({ description: "By when it can be given up with nothing said" }),
    lateCancel: z.enum(LATE_CANCELS),
    marked: z.boolean().openapi({ description: "Missed, or given up too late: it counts against its person" }),
    reason: z.string().nullable().openapi({ description: "What was said about its end" }),
    questions: z
      .array(QuestionView)
      .openapi({ description: "What the house asked before it decided, the oldest first" }),
    overstayMinutes: z.number().int().openapi({ description: "How long its person has stayed past its end" }),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .openapi("Booking");

/** What booking a time would come to, were it asked for now. */
export const ForecastView = z
  .object({
    wouldBook: z.boolean().openapi({ description: "False where it would be refused", example: false }),
    status: z
      .enum(BOOKING_STATUSES)
      .nullable()
      .openapi({ description: "What the booking would be; null where it would be refused" }),
    bookingId: id("booking")
      .nullable()
      .openapi({ description: "The booking that this very request has already; it would be answered again" }),
    waitlistPosition: z.number().int().nullable().openapi({
      description: "The place in the queue that it would get, or would get with `wait: true`; null: it would not wait",
    }),
    problem: orNull(Problem).openapi({ description: "What the request would be refused with" }),
  })
  .openapi("BookingForecast");
