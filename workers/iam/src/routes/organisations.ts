import { iam as contract } from "#shared/contracts/iam";
import { accept } from "#shared/worker/accept";
import { made, unchanged } from "#shared/worker/answer";
import type { App } from "../call.ts";
import { createOrganisation } from "../usecases/create-organisation.ts";
import { getOrganisation } from "../usecases/get-organisation.ts";
import { listMembers } from "../usecases/list-members.ts";
import { listOrganisations } from "../usecases/list-organisations.ts";
import { grantView, organisationView } from "./views.ts";

export const organisationRoutes = (app: App) =>
  app
    .openapi(contract.createOrganisation, async (c) => {
      const organisation = await accept(c, (call) => createOrganisation(call, c.req.valid("json")));
      made(c, `/v1/organisations/${organisation.id}`, organisation.version);
      return c.json(organisationView(organisation), 201);
    })
    .openapi(contract.listOrganisations, async (c) => {
      const page = await accept(c, (call) => listOrganisations(call, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(organisationView) }, 200);
    })
    .openapi(contract.getOrganisation, async (c) => {
      const organisation = await accept(c, (call) => getOrganisation(call, c.req.valid("param").id));
      return unchanged(c, organisation.version) ? c.body(null, 304) : c.json(organisationView(organisation), 200);
    })
    .openapi(contract.listMembers, async (c) => {
      const page = await accept(c, (call) => listMembers(call, c.req.valid("param").id, c.req.valid("query")));
      return c.json(
        { ...page, items: page.items.map(({ grant, ...member }) => ({ ...member, grant: grantView(grant) })) },
        200,
      );
    });
