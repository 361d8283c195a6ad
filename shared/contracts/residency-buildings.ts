import { isCountry } from "../core/countries.ts";
import { route } from "./route.ts";
import {
  answer,
  currency,
  id,
  idParam,
  instantOut,
  jsonBody,
  line,
  pageOf,
  pageQuery,
  says,
  timeZone,
} from "./shapes.ts";
import * as z from "./zod.ts";

const addressFields = {
  line1: line(120),
  line2: line(120).nullable(),
  postalCode: line(20),
  city: line(100),
  country: z
    .string()
    .refine(isCountry, says("unknown_country", "must be an ISO 3166-1 alpha-2 code"))
    .openapi({ pattern: "^[A-Z]{2}$", example: "ES" }),
};

const isLocale = (tag: string): boolean => {
  try {
    return new Intl.Locale(tag).language.length > 0;
  } catch {
    return false;
  }
};

const locale = z
  .string()
  .max(35)
  .refine(isLocale, says("unknown_locale", "must be a BCP 47 language tag"))
  .openapi({ example: "es" });

const AddressView = z
  .object({
    line1: z.string(),
    line2: z.string().nullable(),
    postalCode: z.string(),
    city: z.string(),
    country: z.string(),
  })
  .openapi("Address");

const BuildingView = z
  .object({
    id: id("building"),
    organisationId: id("organisation"),
    name: z.string(),
    address: AddressView,
    timeZone: z.string(),
    currency: z.string(),
    locale: z.string(),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .openapi("Building");

const BuildingFrontView = z
  .object({ id: id("building"), name: z.string(), address: AddressView })
  .openapi("BuildingFront", { description: "What anybody who is signed in may know of a building" });

const WORKER = { worker: "residency" } as const;

export const buildings = {
  createBuilding: route(
    { ...WORKER, permission: "building.create", reach: "grant", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/buildings",
      operationId: "createBuilding",
      summary: "Add a building to an organisation",
      request: {
        body: jsonBody({
          organisationId: id("organisation"),
          name: line(120),
          address: z.object({ ...addressFields, line2: addressFields.line2.default(null) }).strict(),
          timeZone,
          currency,
          locale,
        }),
      },
      responses: { 201: answer(BuildingView, "The building") },
    },
  ),
  listBuildings: route(
    { ...WORKER, permission: null, reach: "person", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/buildings",
      operationId: "listBuildings",
      summary: "The buildings one lives in or serves, the oldest first",
      request: { query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(BuildingView), "A page of buildings") },
    },
  ),
  getBuilding: route(
    { ...WORKER, permission: null, reach: "person", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/buildings/{id}",
      operationId: "getBuilding",
      summary: "One building; its name and address alone for whom neither lives nor serves there",
      request: { params: idParam("building") },
      responses: {
        200: answer(z.union([BuildingView, BuildingFrontView]), "The building"),
        304: { description: "Unchanged" },
      },
    },
  ),
  updateBuilding: route(
    { ...WORKER, permission: "building.update", reach: "grant", rate: "write", d1: 2, ifMatch: true },
    {
      method: "patch",
      path: "/v1/buildings/{id}",
      operationId: "updateBuilding",
      summary: "Change a building (JSON Merge Patch)",
      request: {
        params: idParam("building"),
        body: jsonBody({
          name: line(120).optional(),
          address: z
            .object({
              line1: addressFields.line1.optional(),
              line2: addressFields.line2.optional(),
              postalCode: addressFields.postalCode.optional(),
              city: addressFields.city.optional(),
              country: addressFields.country.optional(),
            })
            .strict()
            .optional(),
          timeZone: timeZone.optional(),
          currency: currency.optional(),
          locale: locale.optional(),
        }),
      },
      responses: { 200: answer(BuildingView, "The building") },
    },
  ),
};
