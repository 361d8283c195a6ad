import { events as contract } from "#shared/contracts/events";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import type { App } from "../call.ts";
import { listAudit } from "../usecases/list-audit.ts";

type Deed = Awaited<ReturnType<typeof listAudit>>["items"][number];

const view = ({ id, at, source, record, actor, subject, buildingId, requestId }: Deed) => ({
  id,
  at: toIso(at),
  worker: source.slice(1),
  operation: record?.operation ?? null,
  actor,
  onBehalfOf: record?.onBehalfOf ?? null,
  subject,
  buildingId,
  fields: record?.fields ?? null,
  requestId,
});

export const auditRoutes = (app: App) =>
  app.openapi(contract.listAudit, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid("query");
    const page = await accept(c, (call) => listAudit(call, filter, { limit, cursor }));
    return c.json({ ...page, items: page.items.map(view) }, 200);
  });
