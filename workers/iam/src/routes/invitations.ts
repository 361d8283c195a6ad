import { iam as contract } from "#shared/contracts/iam";
import { accept } from "#shared/worker/accept";
import { etagOf, made, unchanged } from "#shared/worker/answer";
import type { App } from "../call.ts";
import { acceptInvitation } from "../usecases/accept-invitation.ts";
import { cancelInvitation } from "../usecases/cancel-invitation.ts";
import { createInvitation } from "../usecases/create-invitation.ts";
import { getInvitation } from "../usecases/get-invitation.ts";
import { listInvitations } from "../usecases/list-invitations.ts";
import { resendInvitation } from "../usecases/resend-invitation.ts";
import { grantView, invitationView } from "./views.ts";

export const invitationRoutes = (app: App) =>
  app
    .openapi(contract.createInvitation, async (c) => {
      const invitation = await accept(c, (call) => createInvitation(call, c.req.valid("json")));
      made(c, `/v1/invitations/${invitation.id}`, invitation.version);
      return c.json(invitationView(invitation), 201);
    })
    .openapi(contract.listInvitations, async (c) => {
      const page = await accept(c, (call) => listInvitations(call, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(invitationView) }, 200);
    })
    .openapi(contract.getInvitation, async (c) => {
      const invitation = await accept(c, (call) => getInvitation(call, c.req.valid("param").id));
      return unchanged(c, invitation.version) ? c.body(null, 304) : c.json(invitationView(invitation), 200);
    })
    .openapi(contract.acceptInvitation, async (c) => {
      const grant = await accept(c, (call) => acceptInvitation(call, c.req.valid("json")));
      return c.json(grantView(grant), 200);
    })
    .openapi(contract.resendInvitation, async (c) => {
      const invitation = await accept(c, (call) => resendInvitation(call, c.req.valid("param").id));
      c.header("etag", etagOf(invitation.version));
      return c.json(invitationView(invitation), 200);
    })
    .openapi(contract.cancelInvitation, async (c) => {
      await accept(c, (call) => cancelInvitation(call, c.req.valid("param").id));
      return c.body(null, 204);
    });
