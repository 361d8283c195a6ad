import { events as contract } from "#shared/contracts/events";
import { descriptions } from "#shared/events/description";
import type { App } from "../call.ts";

export const catalogueRoutes = (app: App) =>
  app.openapi(contract.showCatalogue, (c) => c.json({ items: [...descriptions()] }, 200));
