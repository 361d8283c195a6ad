import { route } from "./route.ts";
import {
  answer,
  homeKind,
  id,
  idParam,
  instantIn,
  instantOut,
  jsonBody,
  localDate,
  pageOf,
  pageQuery,
} from "./shapes.ts";
import * as z from "./zod.ts";

const HomeView = z
  .object({
    residenceId: id("residence"),
    buildingId: id("building"),
    buildingName: z.string(),
    unitId: id("unit"),
    unitLabel: z.string(),
    kind: homeKind,
    timeZone: z.string(),
    fromAt: instantOut,
    untilAt: instantOut.nullable(),
  })
  .openapi("Home");

const ResidentView = z
  .object({
    residenceId: id("residence"),
    buildingId: id("building"),
    unitId: id("unit"),
    unitLabel: z.string(),
    userId: id("user"),
    userName: z.string().nullable().openapi({ description: "Null once the person has left for good" }),
    kind: homeKind,
    fromAt: instantOut,
    untilAt: instantOut.nullable(),
  })
  .openapi("Resident");

const WORKER = { worker: "residency" } as const;

export const residences = {
  listMyHomes: route(
    { ...WORKER, permission: null, reach: "person", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/me/homes",
      operationId: "listMyHomes",
      summary: "Where I live",
      request: { query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(HomeView), "A page of homes") },
    },
  ),
  listBuildingResidents: route(
    { ...WORKER, permission: "resident.read", reach: "grant", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/buildings/{id}/residents",
      operationId: "listBuildingResidents",
      summary: "Who lives in a building now",
      request: { params: idParam("building"), query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(ResidentView), "A page of residents") },
    },
  ),
  listUnitResidents: route(
    { ...WORKER, permission: "resident.read", reach: "grant", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/units/{id}/residents",
      operationId: "listUnitResidents",
      summary: "Who lived in a unit on a day; now, if no day is named",
      description: "A day is a local date of the building: whoever had the unit for any part of it is listed.",
      request: { params: idParam("unit"), query: z.object({ ...pageQuery, at: localDate.optional() }).strict() },
      responses: {
        200: answer(pageOf(ResidentView).extend({ timeZone: z.string() }), "A page of residents, and the zone of `at`"),
      },
    },
  ),
  endResidence: route(
    { ...WORKER, permission: null, reach: "person", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/residences/{id}/end",
      operationId: "endResidence",
      summary: "Move out: by the resident, or by a manager; now, if no time is named",
      request: { params: idParam("residence"), body: jsonBody({ untilAt: instantIn.optional() }) },
      responses: { 200: answer(ResidentView, "The residence") },
    },
  ),
};
