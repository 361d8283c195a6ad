import { residency as contract } from "#shared/contracts/residency";
import { residencyInternal } from "#shared/contracts/residency-internal";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import { etagOf } from "#shared/worker/answer";
import type { App } from "../call.ts";
import type { Residence, SeenResidence } from "../domain/residence.ts";
import { endResidence } from "../usecases/end-residence.ts";
import { listBuildingResidents } from "../usecases/list-building-residents.ts";
import { listMyHomes } from "../usecases/list-my-homes.ts";
import { listUnitResidents } from "../usecases/list-unit-residents.ts";
import { tellHomes } from "../usecases/tell-homes.ts";

const isoTimes = ({ fromAt, untilAt }: Pick<Residence, "fromAt" | "untilAt">) => ({
  fromAt: toIso(fromAt),
  untilAt: untilAt === null ? null : toIso(untilAt),
});

const view = ({ id, version: _, ...residence }: SeenResidence) => ({
  ...residence,
  residenceId: id,
  ...isoTimes(residence),
});

export const residenceRoutes = (app: App) =>
  app
    .openapi(contract.listMyHomes, async (c) => {
      const page = await accept(c, (call) => listMyHomes(call, c.req.valid("query")));
      const items = page.items.map(({ id, userId: _, version: __, ...home }) => ({
        ...home,
        residenceId: id,
        ...isoTimes(home),
      }));
      return c.json({ ...page, items }, 200);
    })
    .openapi(contract.listBuildingResidents, async (c) => {
      const { id } = c.req.valid("param");
      const page = await accept(c, (call) => listBuildingResidents(call, id, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.listUnitResidents, async (c) => {
      const { id } = c.req.valid("param");
      const page = await accept(c, (call) => listUnitResidents(call, id, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.endResidence, async (c) => {
      const { id } = c.req.valid("param");
      const residence = await accept(c, (call) => endResidence(call, id, c.req.valid("json")));
      c.header("etag", etagOf(residence.version));
      return c.json(view(residence), 200);
    })
    .openapi(residencyInternal.homesOf, async (c) => {
      const { building, homes } = await accept(c, (call) => tellHomes(call, c.req.valid("json")));
      return c.json({ building, homes }, 200);
    });
