import { bookings as contract } from "#shared/contracts/bookings";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import { etagOf, made, unchanged } from "#shared/worker/answer";
import type { App } from "../call.ts";
import type { Resource } from "../domain/resource.ts";
import { createResource } from "../usecases/create-resource.ts";
import { getResource } from "../usecases/get-resource.ts";
import { listResources } from "../usecases/list-resources.ts";
import { updateResource } from "../usecases/update-resource.ts";
import { quotasView } from "./booking-views.ts";

const view = ({ version: _, sharing: __, checkInCode, createdAt, updatedAt, ...resource }: Resource) => ({
  ...resource,
  openings: [...resource.openings],
  exceptions: resource.exceptions.map((one) => ({ ...one, openings: [...one.openings] })),
  holidayOpenings: resource.holidayOpenings && [...resource.holidayOpenings],
  quotas: quotasView(resource.quotas),
  hasCheckInCode: checkInCode !== null,
  tags: [...resource.tags],
  photos: [...resource.photos],
  documents: [...resource.documents],
  accessories: [...resource.accessories],
  createdAt: toIso(createdAt),
  updatedAt: toIso(updatedAt),
});

export const resourceRoutes = (app: App) =>
  app
    .openapi(contract.createResource, async (c) => {
      const resource = await accept(c, (call) => createResource(call, c.req.valid("param").id, c.req.valid("json")));
      made(c, `/v1/resources/${resource.id}`, resource.version);
      return c.json(view(resource), 201);
    })
    .openapi(contract.listResources, async (c) => {
      const page = await accept(c, (call) => listResources(call, c.req.valid("param").id, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.getResource, async (c) => {
      const resource = await accept(c, (call) => getResource(call, c.req.valid("param").id));
      return unchanged(c, resource.version) ? c.body(null, 304) : c.json(view(resource), 200);
    })
    .openapi(contract.updateResource, async (c) => {
      const resource = await accept(c, (call) => updateResource(call, c.req.valid("param").id, c.req.valid("json")));
      c.header("etag", etagOf(resource.version));
      return c.json(view(resource), 200);
    });
