import { UNIT_KINDS } from "../core/vocabulary.ts";
import { route } from "./route.ts";
import { answer, id, idParam, instantOut, jsonBody, line, pageOf, pageQuery, says } from "./shapes.ts";
import * as z from "./zod.ts";

/** The largest CSV file, in bytes. */
export const IMPORT_LIMIT = 2_000_000;

const label = line(40);
const floor = line(20).nullable().openapi({ description: "As people there call it: `3`, `-1`, `ground`" });
const area = z
  .number()
  .positive()
  .max(1_000_000)
  .refine(
    (metres) => Number(metres.toFixed(2)) === metres,
    says("not_multiple_of", "must have at most two decimals", { origin: "number", divisor: 0.01 }),
  )
  .nullable();

const EntranceView = z
  .object({ id: id("entrance"), buildingId: id("building"), label: z.string(), createdAt: instantOut })
  .openapi("Entrance");

const UnitView = z
  .object({
    id: id("unit"),
    buildingId: id("building"),
    label: z.string(),
    kind: z.enum(UNIT_KINDS),
    floor: z.string().nullable(),
    entranceId: id("entrance").nullable(),
    entranceLabel: z.string().nullable(),
    path: z.array(z.string()).openapi({ description: "Entrance, floor and label, as far as they are there" }),
    areaSquareMetres: z.number().nullable(),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .openapi("Unit");

const RowFault = z
  .object({
    line: z.number().int().openapi({ description: "In the file; the header is line 1" }),
    column: z.string().nullable(),
    path: z.string(),
    code: z.string(),
    detail: z.string(),
  })
  .openapi("RowFault");

const ImportView = z
  .object({
    dryRun: z.boolean(),
    rows: z.number().int(),
    created: z.number().int().openapi({ description: "Units that were, or would be, made" }),
    createdEntrances: z.number().int(),
    unchanged: z.number().int().openapi({ description: "Units that are there already, exactly so" }),
    refused: z.number().int().openapi({ description: "Rows with errors; one is enough and nothing is written" }),
    errors: z.array(RowFault).openapi({ description: "The first 100; a dry run alone has any" }),
  })
  .openapi("Import");

const WORKER = { worker: "residency" } as const;

export const units = {
  createEntrance: route(
    { ...WORKER, permission: "unit.update", reach: "grant", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/buildings/{id}/entrances",
      operationId: "createEntrance",
      summary: "Add an entrance to a building",
      request: { params: idParam("building"), body: jsonBody({ label }) },
      responses: { 201: answer(EntranceView, "The entrance") },
    },
  ),
  listEntrances: route(
    { ...WORKER, permission: "unit.read", reach: "home", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/buildings/{id}/entrances",
      operationId: "listEntrances",
      summary: "The entrances of a building, as they are read: 2 before 10",
      request: { params: idParam("building"), query: z.object(pageQuery).strict() },
      responses: { 200: answer(pageOf(EntranceView), "A page of entrances") },
    },
  ),
  createUnit: route(
    { ...WORKER, permission: "unit.update", reach: "grant", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/buildings/{id}/units",
      operationId: "createUnit",
      summary: "Add a unit to a building",
      request: {
        params: idParam("building"),
        body: jsonBody({
          label,
          kind: z.enum(UNIT_KINDS).default("flat"),
          floor: floor.default(null),
          entranceId: id("entrance").nullable().default(null),
          areaSquareMetres: area.default(null),
        }),
      },
      responses: { 201: answer(UnitView, "The unit") },
    },
  ),
  listUnits: route(
    { ...WORKER, permission: "unit.read", reach: "home", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/buildings/{id}/units",
      operationId: "listUnits",
      summary: "The units of a building, as they are read: 2A before 10A",
      request: {
        params: idParam("building"),
        query: z
          .object({ ...pageQuery, kind: z.enum(UNIT_KINDS).optional(), entrance: id("entrance").optional() })
          .strict(),
      },
      responses: { 200: answer(pageOf(UnitView), "A page of units") },
    },
  ),
  getUnit: route(
    { ...WORKER, permission: "unit.read", reach: "home", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/units/{id}",
      operationId: "getUnit",
      summary: "One unit",
      request: { params: idParam("unit") },
      responses: { 200: answer(UnitView, "The unit"), 304: { description: "Unchanged" } },
    },
  ),
  updateUnit: route(
    { ...WORKER, permission: "unit.update", reach: "grant", rate: "write", d1: 2, ifMatch: true },
    {
      method: "patch",
      path: "/v1/units/{id}",
      operationId: "updateUnit",
      summary: "Change a unit (JSON Merge Patch)",
      request: {
        params: idParam("unit"),
        body: jsonBody({
          label: label.optional(),
          kind: z.enum(UNIT_KINDS).optional(),
          floor: floor.optional(),
          entranceId: id("entrance").nullable().optional(),
          areaSquareMetres: area.optional(),
        }),
      },
      responses: { 200: answer(UnitView, "The unit") },
    },
  ),
  importUnits: route(
    {
      ...WORKER,
      permission: "unit.import",
      reach: "grant",
      rate: "upload",
      d1: 2,
      raw: { contentTypes: ["text/csv"], limit: IMPORT_LIMIT },
    },
    {
      method: "post",
      path: "/v1/buildings/{id}/imports",
      operationId: "importUnits",
      summary: "Make entrances and units from a CSV file",
      description:
        "UTF-8, comma or semicolon, 5,000 rows at most. Columns: `unit` (required), `entrance`, `floor`, `kind` (flat, parking, storage, commercial; flat if empty) and `area` in square metres. All rows are taken or none: a row with an error refuses the file (`import.rows_refused`). A dry run writes nothing and answers 200 with what would be.",
      request: {
        params: idParam("building"),
        query: z
          .object({
            dryRun: z
              .enum(["true", "false"])
              .default("false")
              .transform((word) => word === "true")
              .openapi({ type: "string", enum: ["true", "false"], default: "false" }),
          })
          .strict(),
        body: {
          content: { "text/csv": { schema: z.string().openapi({ example: "entrance,floor,unit\nA,1,1A\n" }) } },
          required: true,
        },
      },
      responses: { 200: answer(ImportView, "What was, or would be, made") },
    },
  ),
};
