import { iam as contract } from "#shared/contracts/iam";
import { accept } from "#shared/worker/accept";
import { etagOf, unchanged } from "#shared/worker/answer";
import type { App } from "../call.ts";
import { deleteMe } from "../usecases/delete-me.ts";
import { endMySession } from "../usecases/end-my-session.ts";
import { getMe } from "../usecases/get-me.ts";
import { listGrants } from "../usecases/list-grants.ts";
import { listMySessions } from "../usecases/list-my-sessions.ts";
import { removeGrant } from "../usecases/remove-grant.ts";
import { updateMe } from "../usecases/update-me.ts";
import { grantView, sessionView, userView } from "./views.ts";

export const accountRoutes = (app: App) =>
  app
    .openapi(contract.getMe, async (c) => {
      const account = await accept(c, (call) => getMe(call));
      return unchanged(c, account.user.version) ? c.body(null, 304) : c.json(userView(account), 200);
    })
    .openapi(contract.updateMe, async (c) => {
      const account = await accept(c, (call) => updateMe(call, c.req.valid("json")));
      c.header("etag", etagOf(account.user.version));
      return c.json(userView(account), 200);
    })
    .openapi(contract.deleteMe, async (c) => {
      await accept(c, (call) => deleteMe(call));
      return c.body(null, 204);
    })
    .openapi(contract.listMySessions, async (c) => {
      const page = await accept(c, (call) => listMySessions(call, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(sessionView) }, 200);
    })
    .openapi(contract.endMySession, async (c) => {
      await accept(c, (call) => endMySession(call, c.req.valid("param").id));
      return c.body(null, 204);
    })
    .openapi(contract.listGrants, async (c) => {
      const grants = await accept(c, (call) => listGrants(call, c.req.valid("param").id));
      return c.json({ items: grants.map(grantView) }, 200);
    })
    .openapi(contract.removeGrant, async (c) => {
      const { id, grantId } = c.req.valid("param");
      await accept(c, (call) => removeGrant(call, id, grantId));
      return c.body(null, 204);
    });
