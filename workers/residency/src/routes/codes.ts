import { residency as contract } from "#shared/contracts/residency";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import type { App } from "../call.ts";
import { createCodes } from "../usecases/create-codes.ts";
import { listCodes } from "../usecases/list-codes.ts";

export const codeRoutes = (app: App) =>
  app
    .openapi(contract.createCodes, async (c) => {
      const { id } = c.req.valid("param");
      const { items, remaining } = await accept(c, (call) => createCodes(call, id, c.req.valid("json")));
      c.header("location", `/v1/buildings/${id}/codes`);
      c.header("cache-control", "no-store");
      return c.json({ items: items.map((code) => ({ ...code, expiresAt: toIso(code.expiresAt) })), remaining }, 201);
    })
    .openapi(contract.listCodes, async (c) => {
      const page = await accept(c, (call) => listCodes(call, c.req.valid("param").id, c.req.valid("query")));
      const items = page.items.map(({ buildingId: _, revokedAt: __, createdAt, expiresAt, usedAt, ...code }) => ({
        ...code,
        createdAt: toIso(createdAt),
        expiresAt: toIso(expiresAt),
        usedAt: usedAt === null ? null : toIso(usedAt),
      }));
      return c.json({ ...page, items }, 200);
    });
