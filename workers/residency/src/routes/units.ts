import { residency as contract } from "#shared/contracts/residency";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import { etagOf, made, unchanged } from "#shared/worker/answer";
import { rawBody } from "#shared/worker/raw";
import type { App } from "../call.ts";
import type { Entrance, PlacedUnit } from "../domain/unit.ts";
import { createEntrance } from "../usecases/create-entrance.ts";
import { createUnit } from "../usecases/create-unit.ts";
import { getUnit } from "../usecases/get-unit.ts";
import { importUnits } from "../usecases/import-units.ts";
import { listEntrances } from "../usecases/list-entrances.ts";
import { listUnits } from "../usecases/list-units.ts";
import { updateUnit } from "../usecases/update-unit.ts";

const entranceView = ({ createdAt, ...entrance }: Entrance) => ({ ...entrance, createdAt: toIso(createdAt) });

const view = ({ version: _, createdAt, updatedAt, ...unit }: PlacedUnit) => ({
  ...unit,
  path: [unit.entranceLabel, unit.floor, unit.label].filter((part) => part !== null),
  createdAt: toIso(createdAt),
  updatedAt: toIso(updatedAt),
});

export const unitRoutes = (app: App) =>
  app
    .openapi(contract.createEntrance, async (c) => {
      const { id } = c.req.valid("param");
      const entrance = await accept(c, (call) => createEntrance(call, id, c.req.valid("json")));
      c.header("location", `/v1/buildings/${id}/entrances`);
      return c.json(entranceView(entrance), 201);
    })
    .openapi(contract.listEntrances, async (c) => {
      const page = await accept(c, (call) => listEntrances(call, c.req.valid("param").id, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(entranceView) }, 200);
    })
    .openapi(contract.createUnit, async (c) => {
      const unit = await accept(c, (call) => createUnit(call, c.req.valid("param").id, c.req.valid("json")));
      made(c, `/v1/units/${unit.id}`, unit.version);
      return c.json(view(unit), 201);
    })
    .openapi(contract.listUnits, async (c) => {
      const page = await accept(c, (call) => listUnits(call, c.req.valid("param").id, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.getUnit, async (c) => {
      const unit = await accept(c, (call) => getUnit(call, c.req.valid("param").id));
      return unchanged(c, unit.version) ? c.body(null, 304) : c.json(view(unit), 200);
    })
    .openapi(contract.updateUnit, async (c) => {
      const unit = await accept(c, (call) => updateUnit(call, c.req.valid("param").id, c.req.valid("json")));
      c.header("etag", etagOf(unit.version));
      return c.json(view(unit), 200);
    })
    .openapi(contract.importUnits, async (c) => {
      const file = await rawBody(c);
      const { dryRun } = c.req.valid("query");
      const report = await accept(c, (call) => importUnits(call, c.req.valid("param").id, file, dryRun));
      return c.json({ ...report, errors: [...report.errors] }, 200);
    });
