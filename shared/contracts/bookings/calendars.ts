import { route } from "../route.ts";
import { answer, id, idParam, instantOut, jsonBody, line, pageOf, pageQuery, timeZone } from "../shapes.ts";
import * as z from "../zod.ts";
import { ruleFields } from "./rules.ts";

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
        bookingId: id("booking").nullable().openapi({ description: "Null for a rule" }),
        field: z.string().openapi({
          description:
            "Of a booking, such as `endAt`, or `booking` where one of the two has none; or a rule, such as `rules.capacity`",
        }),
        inBook: z.string().nullable(),
        inCalendar: z.string().nullable(),
      })
      .nullable()
      .openapi({ description: "The first one; null: they agree" }),
  })
  .openapi("CalendarAgreement");

const fields = {
  name: line(120),
  isExclusive: z.boolean().openapi({
    description: "Whether its resources block each other: who has one of them for a time has all of them",
  }),
  quotas: ruleFields.quotas.openapi({
    description: "Counted over all of its resources, by its clock, beside what each resource allows",
  }),
  concurrent: ruleFields.concurrent.openapi({
    description: "The most bookings of its resources that a person may have ahead of them",
  }),
};

const CalendarView = z
  .object({
    id: id("calendar"),
    buildingId: id("building"),
    ...fields,
    timeZone: z.string(),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .openapi("Calendar");

const RUN = { worker: "bookings", permission: "resource.update", reach: "grant" } as const;

/** Calendars that several resources share, and the calendar of a resource beside the book. */
export const calendars = {
  createCalendar: route(
    { worker: "bookings", permission: "resource.create", reach: "grant", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/buildings/{id}/calendars",
      operationId: "createCalendar",
      summary: "Make a calendar that several resources may share",
      description:
        "A resource has a calendar of its own unless its `calendarId` names one of these: for rooms that block each other, or gyms under one quota.",
      request: {
        params: idParam("building"),
        body: jsonBody({
          name: fields.name,
          isExclusive: fields.isExclusive.default(false),
          quotas: fields.quotas.default([]),
          concurrent: fields.concurrent.default(null),
          timeZone: timeZone.optional(),
        }),
      },
      responses: { 201: answer(CalendarView, "The calendar") },
    },
  ),
  listCalendars: route(
    { ...RUN, rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/buildings/{id}/calendars",
      operationId: "listCalendars",
      summary: "The calendars of a building that resources may share",
      request: { params: idParam("building"), query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(CalendarView), "A page of calendars") },
    },
  ),
  getCalendar: route(
    { ...RUN, rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/calendars/{id}",
      operationId: "getCalendar",
      summary: "One calendar that resources may share",
      request: { params: idParam("calendar") },
      responses: { 200: answer(CalendarView, "The calendar"), 304: { description: "Unchanged" } },
    },
  ),
  updateCalendar: route(
    { ...RUN, rate: "write", d1: 2, ifMatch: true },
    {
      method: "patch",
      path: "/v1/calendars/{id}",
      operationId: "updateCalendar",
      summary: "Change a calendar (JSON Merge Patch)",
      description: "What is booked already stays booked; what is booked from then on follows what holds then.",
      request: { params: idParam("calendar"), body: jsonBody(z.object(fields).partial().shape) },
      responses: { 200: answer(CalendarView, "The calendar") },
    },
  ),
  removeCalendar: route(
    { ...RUN, rate: "write", d1: 2, ifMatch: true },
    {
      method: "delete",
      path: "/v1/calendars/{id}",
      operationId: "removeCalendar",
      summary: "Remove a calendar that no resource is in",
      description: "A resource that is withdrawn keeps it while something of it is still ahead.",
      request: { params: idParam("calendar") },
      responses: { 204: { description: "It is gone" } },
    },
  ),
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
      description:
        "It takes over the rules and what is ahead, and asks the book within moments about every place it has.",
      request: { params: idParam("resource") },
      responses: { 200: answer(z.object({ bookings: z.number().int() }), "How many bookings it was given") },
    },
  ),
};
