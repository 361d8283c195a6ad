import { route } from "../route.ts";
import { answer, id, idParam, instantOut, jsonBody, localDate, pageOf, pageQuery, words } from "../shapes.ts";
import * as z from "../zod.ts";

const fields = {
  id: id("holiday"),
  buildingId: id("building"),
  date: localDate.openapi({ description: "By the clock of each resource" }),
  name: z.string(),
  createdAt: instantOut,
  updatedAt: instantOut,
};

const HolidayView = z.object(fields).openapi("Holiday");

const NewHolidayView = z
  .object({
    ...fields,
    bookings: z.number().int().openapi({
      description:
        "What is booked, held, asked or waited for on that date, and stays: of resources with other hours on holidays; 1000: as many, or more",
    }),
  })
  .openapi("NewHoliday");

const name = words(120);
const params = idParam("holiday");
const SEEN = { worker: "bookings", permission: "resource.read", reach: "home", rate: "read", d1: 1 } as const;
const RUN = { worker: "bookings", permission: "resource.update", reach: "grant", rate: "write", d1: 2 } as const;

/** The dates on which resources of a building have other hours, if they say so. */
export const holidays = {
  createHoliday: route(RUN, {
    method: "post",
    path: "/v1/buildings/{id}/holidays",
    operationId: "createHoliday",
    summary: "Add a holiday to a building",
    description:
      "What it means for a resource, the resource says in `holidayOpenings`. What is booked stays booked: a blackout is what ends it. From the year before this one to the fifth after it, 100 in a year at most.",
    request: { params: idParam("building"), body: jsonBody({ date: localDate, name }) },
    responses: { 201: answer(NewHolidayView, "The holiday, and how many bookings stand on it") },
  }),
  listHolidays: route(SEEN, {
    method: "get",
    path: "/v1/buildings/{id}/holidays",
    operationId: "listHolidays",
    summary: "The holidays of a building, by their dates; all, or those of a year",
    request: {
      params: idParam("building"),
      query: z
        .object({
          ...pageQuery,
          year: z.coerce.number().int().min(1000).max(9999).optional().openapi({ type: "integer", example: 2026 }),
        })
        .strict(),
    },
    responses: { 200: answer(pageOf(HolidayView), "A page of holidays") },
  }),
  getHoliday: route(SEEN, {
    method: "get",
    path: "/v1/holidays/{id}",
    operationId: "getHoliday",
    summary: "One holiday of a building",
    request: { params },
    responses: { 200: answer(HolidayView, "The holiday"), 304: { description: "Unchanged" } },
  }),
  updateHoliday: route(
    { ...RUN, ifMatch: true },
    {
      method: "patch",
      path: "/v1/holidays/{id}",
      operationId: "updateHoliday",
      summary: "Call a holiday otherwise (JSON Merge Patch)",
      request: { params, body: jsonBody({ name: name.optional() }) },
      responses: { 200: answer(HolidayView, "The holiday") },
    },
  ),
  removeHoliday: route(
    { ...RUN, ifMatch: true },
    {
      method: "delete",
      path: "/v1/holidays/{id}",
      operationId: "removeHoliday",
      summary: "Make a holiday a day like any other again",
      request: { params },
      responses: { 204: { description: "It is gone" } },
    },
  ),
};
