import { bookings as contract } from "#shared/contracts/bookings";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import type { App } from "../call.ts";
import type { Blackout, Closing } from "../domain/blackout.ts";
import { createBlackout } from "../usecases/create-blackout.ts";
import { listBlackouts } from "../usecases/list-blackouts.ts";
import { removeBlackout } from "../usecases/remove-blackout.ts";

const view = ({ id, resourceId, startAt, endAt, reason, createdAt }: Blackout) => ({
  id,
  resourceId,
  startAt: toIso(startAt),
  endAt: toIso(endAt),
  reason,
  createdAt: toIso(createdAt),
});

const closingView = ({ blackout, given, counts }: Closing) => ({
  blackout: view(blackout),
  counts,
  hits: given.map(({ fromStatus, booking: { id, userId, startAt, endAt } }) => ({
    bookingId: id,
    userId,
    status: fromStatus,
    startAt: toIso(startAt),
    endAt: toIso(endAt),
  })),
});

export const blackoutRoutes = (app: App) =>
  app
    .openapi(contract.createBlackout, async (c) => {
      const dryRun = c.req.valid("query").dryRun === "true";
      const wanted = { ...c.req.valid("json"), dryRun };
      const closing = await accept(c, (call) => createBlackout(call, c.req.valid("param").id, wanted));
      return c.json(closingView(closing), dryRun ? 200 : 201);
    })
    .openapi(contract.listBlackouts, async (c) => {
      const page = await accept(c, (call) => listBlackouts(call, c.req.valid("param").id, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.removeBlackout, async (c) => {
      await accept(c, (call) => removeBlackout(call, c.req.valid("param").id));
      return c.body(null, 204);
    });
