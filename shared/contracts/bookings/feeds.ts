import { route } from "../route.ts";
import { answer, anyQuery, id, idParam, instantOut, jsonBody, line, pageOf, pageQuery } from "../shapes.ts";
import * as z from "../zod.ts";

const feedFields = {
  id: id("feed"),
  name: z.string(),
  buildingId: id("building").nullable(),
  resourceId: id("resource").nullable().openapi({ description: "Whose bookings it shows; null: the person's own" }),
  createdAt: instantOut,
};

export const CalendarFeedView = z.object(feedFields).openapi("CalendarFeed");

const ResourceCalendarFeedView = z
  .object({ ...feedFields, userId: id("user").openapi({ description: "Who made it" }) })
  .openapi("ResourceCalendarFeed");

const NewCalendarFeedView = z
  .object({
    ...feedFields,
    url: z.string().openapi({
      format: "uri",
      description: "Where calendars subscribe. Whoever has it reads the feed: it is told this once, and not kept",
    }),
  })
  .openapi("NewCalendarFeed");

const WORKER = { worker: "bookings" } as const;
const body = jsonBody({ name: line(120) });

/** Calendars that others subscribe to (RFC 5545), by a secret path. */
export const feeds = {
  createCalendarFeed: route(
    { ...WORKER, permission: null, reach: "person", rate: "write", d1: 2, keyed: false },
    {
      method: "post",
      path: "/v1/me/calendar-feeds",
      operationId: "createCalendarFeed",
      summary: "Make a calendar of my bookings that a calendar program can subscribe to; 20 at most",
      request: { body },
      responses: { 201: answer(NewCalendarFeedView, "The feed, and its secret address") },
    },
  ),
  createResourceCalendarFeed: route(
    { ...WORKER, permission: "resource.update", reach: "grant", rate: "write", d1: 2, keyed: false },
    {
      method: "post",
      path: "/v1/resources/{id}/calendar-feeds",
      operationId: "createResourceCalendarFeed",
      summary:
        "Make a calendar of everything that is booked of a resource, and from which home; it ends with its maker's grant",
      request: { params: idParam("resource"), body },
      responses: { 201: answer(NewCalendarFeedView, "The feed, and its secret address") },
    },
  ),
  listResourceCalendarFeeds: route(
    { ...WORKER, permission: "resource.update", reach: "grant", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/resources/{id}/calendar-feeds",
      operationId: "listResourceCalendarFeeds",
      summary: "The feeds of a resource, whoever made them, without their addresses, the oldest first",
      request: { params: idParam("resource"), query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(ResourceCalendarFeedView), "A page of feeds") },
    },
  ),
  listMyCalendarFeeds: route(
    { ...WORKER, permission: null, reach: "person", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/me/calendar-feeds",
      operationId: "listMyCalendarFeeds",
      summary: "The feeds I made, without their addresses, the oldest first",
      request: { query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(CalendarFeedView), "A page of feeds") },
    },
  ),
  endCalendarFeed: route(
    { ...WORKER, permission: null, reach: "person", rate: "write", d1: 2 },
    {
      method: "delete",
      path: "/v1/calendar-feeds/{id}",
      operationId: "endCalendarFeed",
      summary: "End a feed: one's own, or one of a resource one runs. Its address is nothing from then on",
      request: { params: idParam("feed") },
      responses: { 204: { description: "Ended" } },
    },
  ),
  readCalendarFeed: route(
    { ...WORKER, permission: null, reach: "anyone", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/feeds/{file}",
      operationId: "readCalendarFeed",
      summary: "A calendar, for whoever knows its address",
      description:
        "From 90 days back on, the 1,000 bookings nearest to now at most; what was given up stays for 30 days as cancelled. An address that is none, or is no longer, is 404.",
      request: {
        params: z.object({
          file: z.string().openapi({
            param: { name: "file", in: "path" },
            pattern: "^[A-Za-z0-9_-]{43}\\.ics$",
          }),
        }),
        query: anyQuery,
      },
      responses: {
        200: {
          content: { "text/calendar": { schema: z.string() } },
          description: "The calendar",
        },
        304: { description: "Unchanged" },
      },
    },
  ),
};
