import { bookings as contract } from "#shared/contracts/bookings";
import { accept } from "#shared/worker/accept";
import type { App } from "../call.ts";
import { showUtilisation } from "../usecases/show-utilisation.ts";

export const utilisationRoutes = (app: App) =>
  app.openapi(contract.showUtilisation, async (c) => {
    const { heat, ...told } = await accept(c, (call) =>
      showUtilisation(call, c.req.valid("param").id, c.req.valid("query")),
    );
    return c.json({ ...told, heat: [...heat] }, 200);
  });
