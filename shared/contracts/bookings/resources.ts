import { RESOURCE_STATUSES, RESOURCE_TYPES } from "../../core/vocabulary.ts";
import { route } from "../route.ts";
import {
  answer,
  id,
  idParam,
  instantOut,
  jsonBody,
  line,
  localDate,
  pageOf,
  pageQuery,
  timeZone,
  words,
} from "../shapes.ts";
import * as z from "../zod.ts";
import { aboutChanges, aboutDefaults, aboutFields, tag } from "./about.ts";
import { gridFields, ruleChanges, ruleDefaults, ruleFields } from "./rules.ts";

/** Minutes from local midnight; 1440 is the end of the day. */
const minute = z.number().int().min(0).max(1440);

const Opening = z
  .object({
    weekday: z.number().int().min(1).max(7).openapi({ description: "1 is Monday" }),
    from: minute,
    until: minute,
  })
  .strict()
  .openapi("Opening");

/** The hours of one day. */
const dayOpenings = z.array(z.object({ from: minute, until: minute }).strict()).max(10);

const HoursException = z
  .object({
    date: localDate,
    openings: dayOpenings.openapi({ description: "In place of the weekday's; none: closed all day" }),
    reason: words(200).nullable().default(null),
  })
  .strict()
  .openapi("HoursException");

/** The most dates of one resource that have hours of their own. */
const EXCEPTIONS_LIMIT = 100;

const exceptions = z
  .array(HoursException)
  .max(EXCEPTIONS_LIMIT)
  .openapi({ description: "Dates with hours of their own, by the resource's clock" });

const holidayOpenings = dayOpenings.nullable().openapi({
  description:
    "Its hours on the holidays of its building, in place of the weekday's; none: closed then; null: a holiday is a day like any other. A date among `exceptions` goes before",
});

const calendarId = id("calendar").openapi({
  description: "A calendar of the same building that resources share; null: one of its own",
});

const resourceFields = {
  name: line(120),
  type: z.enum(RESOURCE_TYPES),
  description: words(2000).nullable(),
  capacity: z.number().int().min(1).max(1000),
  openings: z.array(Opening).min(1).max(50),
  exceptions,
  holidayOpenings,
};

export const ResourceView = z
  .object({
    id: id("resource"),
    buildingId: id("building"),
    calendarId: id("calendar"),
    name: z.string(),
    type: z.enum(RESOURCE_TYPES),
    description: z.string().nullable(),
    capacity: z.number().int(),
    ...aboutFields,
    ...gridFields,
    ...ruleFields,
    hasCheckInCode: z.boolean().openapi({ description: "Whether who checks in must read a code at the door" }),
    openings: z.array(Opening),
    exceptions,
    holidayOpenings,
    timeZone: z.string(),
    status: z.enum(RESOURCE_STATUSES),
    statusReason: z.string().nullable(),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .openapi("Resource");

const SlotView = z.object({ startAt: instantOut, endAt: instantOut, free: z.number().int() }).openapi("Slot");

const WORKER = { worker: "bookings" } as const;

/** What can be booked, and when. */
export const resources = {
  createResource: route(
    { ...WORKER, permission: "resource.create", reach: "grant", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/buildings/{id}/resources",
      operationId: "createResource",
      summary: "Add something that can be booked",
      request: {
        params: idParam("building"),
        body: jsonBody({
          ...resourceFields,
          ...aboutDefaults,
          ...gridFields,
          ...ruleDefaults,
          mode: gridFields.mode.default("slots"),
          stepMinutes: gridFields.stepMinutes.default(null),
          description: resourceFields.description.default(null),
          exceptions: exceptions.default([]),
          holidayOpenings: holidayOpenings.default(null),
          capacity: resourceFields.capacity.default(1),
          timeZone: timeZone.optional(),
          calendarId: calendarId.nullable().default(null),
        }),
      },
      responses: { 201: answer(ResourceView, "The resource") },
    },
  ),
  listResources: route(
    { ...WORKER, permission: "resource.read", reach: "home", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/buildings/{id}/resources",
      operationId: "listResources",
      summary: "What can be booked in a building",
      request: {
        params: idParam("building"),
        query: z.object({ ...pageQuery, type: z.enum(RESOURCE_TYPES).optional(), tag: tag.optional() }).strict(),
      },
      responses: { 200: answer(pageOf(ResourceView), "A page of resources") },
    },
  ),
  getResource: route(
    { ...WORKER, permission: "resource.read", reach: "home", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/resources/{id}",
      operationId: "getResource",
      summary: "One resource",
      request: { params: idParam("resource") },
      responses: { 200: answer(ResourceView, "The resource"), 304: { description: "Unchanged" } },
    },
  ),
  updateResource: route(
    { ...WORKER, permission: "resource.update", reach: "grant", rate: "write", d1: 2, ifMatch: true },
    {
      method: "patch",
      path: "/v1/resources/{id}",
      operationId: "updateResource",
      summary: "Change a resource (JSON Merge Patch)",
      description:
        "`blocked` needs a `statusReason`; `withdrawn` is for good. What is booked already stays booked. It goes to another calendar only while nothing of it is booked, held, asked or waited for.",
      request: {
        params: idParam("resource"),
        body: jsonBody({
          name: resourceFields.name.optional(),
          description: resourceFields.description.optional(),
          capacity: resourceFields.capacity.optional(),
          openings: resourceFields.openings.optional(),
          exceptions: exceptions.optional(),
          holidayOpenings: holidayOpenings.optional(),
          status: z.enum(RESOURCE_STATUSES).optional(),
          statusReason: words(300).nullable().optional(),
          calendarId: calendarId.nullable().optional(),
          ...aboutChanges,
          ...ruleChanges,
        }),
      },
      responses: { 200: answer(ResourceView, "The resource") },
    },
  ),
  listSlots: route(
    { ...WORKER, permission: "resource.read", reach: "home", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/resources/{id}/slots",
      operationId: "listSlots",
      summary: "What is free, from one local date to another",
      description:
        "Dates are local to the resource's zone, both included, 92 days at most. Of a `free` resource, the shortest booking at each step. Where the resource does not show its seats, `free` is 0 or 1 to whom may not change it.",
      request: { params: idParam("resource"), query: z.object({ from: localDate, to: localDate }).strict() },
      responses: {
        200: answer(
          z.object({ timeZone: z.string(), items: z.array(SlotView) }),
          "The slots that can still be booked, full ones with `free: 0`",
        ),
      },
    },
  ),
};
