import { route } from "../route.ts";
import { answer, id, idParam } from "../shapes.ts";
import * as z from "../zod.ts";

const AgreementView = z
  .object({
    bookings: z.number().int().openapi({ description: "What the book has ahead" }),
    places: z.number().int().openapi({ description: "What the calendar has ahead" }),
    unsettled: z
      .number()
      .int()
      .openapi({ description: "Of which the calendar is about to ask the book: not compared" }),
    difference: z
      .object({
        bookingId: id("booking"),
        field: z.enum(["booking", "state", "startAt", "endAt", "attendees"]),
        inBook: z.string().nullable(),
        inCalendar: z.string().nullable(),
      })
      .nullable()
      .openapi({ description: "The first one; null: they agree" }),
  })
  .openapi("CalendarAgreement");

const RUN = { worker: "bookings", permission: "resource.update", reach: "grant" } as const;

/** The calendar of a resource beside the book. */
export const calendars = {
  checkCalendar: route(
    { ...RUN, rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/resources/{id}/calendar",
      operationId: "checkCalendar",
      summary: "Compare a resource's calendar with the book, and name the first difference",
      request: { params: idParam("resource") },
      responses: { 200: answer(AgreementView, "How far they agree") },
    },
  ),
  rebuildCalendar: route(
    { ...RUN, rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/resources/{id}/calendar/rebuild",
      operationId: "rebuildCalendar",
      summary: "Make a resource's calendar what the book says",
      description: "It takes over what is ahead, and asks the book within moments about every place it has.",
      request: { params: idParam("resource") },
      responses: { 200: answer(z.object({ bookings: z.number().int() }), "How many bookings it was given") },
    },
  ),
};
