import { residency as contract } from "#shared/contracts/residency";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import { etagOf, made, unchanged } from "#shared/worker/answer";
import type { App } from "../call.ts";
import type { Building } from "../domain/building.ts";
import { createBuilding } from "../usecases/create-building.ts";
import { getBuilding } from "../usecases/get-building.ts";
import { listBuildings } from "../usecases/list-buildings.ts";
import { updateBuilding } from "../usecases/update-building.ts";

const view = ({ version: _, createdAt, updatedAt, ...building }: Building) => ({
  ...building,
  createdAt: toIso(createdAt),
  updatedAt: toIso(updatedAt),
});

export const buildingRoutes = (app: App) =>
  app
    .openapi(contract.createBuilding, async (c) => {
      const building = await accept(c, (call) => createBuilding(call, c.req.valid("json")));
      made(c, `/v1/buildings/${building.id}`, building.version);
      return c.json(view(building), 201);
    })
    .openapi(contract.listBuildings, async (c) => {
      const page = await accept(c, (call) => listBuildings(call, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.getBuilding, async (c) => {
      const building = await accept(c, (call) => getBuilding(call, c.req.valid("param").id));
      // The front has no version of its own: whoever moves in must not be told that nothing changed.
      return !("version" in building)
        ? c.json(building, 200)
        : unchanged(c, building.version)
          ? c.body(null, 304)
          : c.json(view(building), 200);
    })
    .openapi(contract.updateBuilding, async (c) => {
      const building = await accept(c, (call) => updateBuilding(call, c.req.valid("param").id, c.req.valid("json")));
      c.header("etag", etagOf(building.version));
      return c.json(view(building), 200);
    });
