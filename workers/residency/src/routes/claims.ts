import { residency as contract } from "#shared/contracts/residency";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import { etagOf, made, unchanged } from "#shared/worker/answer";
import type { App } from "../call.ts";
import type { SeenClaim } from "../domain/claim.ts";
import { approveClaim } from "../usecases/approve-claim.ts";
import { getClaim } from "../usecases/get-claim.ts";
import { listBuildingClaims } from "../usecases/list-building-claims.ts";
import { listMyClaims } from "../usecases/list-my-claims.ts";
import { rejectClaim } from "../usecases/reject-claim.ts";
import { submitClaim } from "../usecases/submit-claim.ts";

const view = ({ version: _, seenVersion: __, decidedBy: ___, createdAt, decidedAt, ...claim }: SeenClaim) => ({
  ...claim,
  createdAt: toIso(createdAt),
  decidedAt: decidedAt === null ? null : toIso(decidedAt),
});

export const claimRoutes = (app: App) =>
  app
    .openapi(contract.submitClaim, async (c) => {
      const claim = await accept(c, (call) => submitClaim(call, c.req.valid("json")));
      made(c, `/v1/claims/${claim.id}`, claim.seenVersion);
      return c.json(view(claim), 201);
    })
    .openapi(contract.listMyClaims, async (c) => {
      const page = await accept(c, (call) => listMyClaims(call, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.listBuildingClaims, async (c) => {
      const page = await accept(c, (call) => listBuildingClaims(call, c.req.valid("param").id, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.getClaim, async (c) => {
      const claim = await accept(c, (call) => getClaim(call, c.req.valid("param").id));
      return unchanged(c, claim.seenVersion) ? c.body(null, 304) : c.json(view(claim), 200);
    })
    .openapi(contract.approveClaim, async (c) => {
      const claim = await accept(c, (call) => approveClaim(call, c.req.valid("param").id));
      c.header("etag", etagOf(claim.seenVersion));
      return c.json(view(claim), 200);
    })
    .openapi(contract.rejectClaim, async (c) => {
      const claim = await accept(c, (call) => rejectClaim(call, c.req.valid("param").id, c.req.valid("json")));
      c.header("etag", etagOf(claim.seenVersion));
      return c.json(view(claim), 200);
    });
