import { events as contract } from "#shared/contracts/events";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import { etagOf, made, unchanged } from "#shared/worker/answer";
import type { App } from "../call.ts";
import type { Replay } from "../domain/replay.ts";
import { cancelReplay } from "../usecases/cancel-replay.ts";
import { getReplay } from "../usecases/get-replay.ts";
import { listReplays } from "../usecases/list-replays.ts";
import { startReplay } from "../usecases/start-replay.ts";

/** How much of the log it has been through, in whole percent. */
const progressOf = ({ begins, reached, ends }: Replay): number =>
  ends === begins ? 100 : Math.floor((100 * (reached - begins)) / (ends - begins));

const view = (replay: Replay) => ({
  id: replay.id,
  listener: replay.listener,
  types: [...replay.types],
  buildingId: replay.buildingId,
  fromAt: replay.fromAt === null ? null : toIso(replay.fromAt),
  untilAt: replay.untilAt === null ? null : toIso(replay.untilAt),
  status: replay.status,
  progress: progressOf(replay),
  sent: replay.sent,
  heard: replay.heard,
  dead: replay.dead,
  skipped: replay.skipped,
  startedAt: toIso(replay.startedAt),
  endedAt: replay.endedAt === null ? null : toIso(replay.endedAt),
});

export const replayRoutes = (app: App) =>
  app
    .openapi(contract.startReplay, async (c) => {
      const replay = await accept(c, (call) => startReplay(call, c.req.valid("json")));
      made(c, `/v1/replays/${replay.id}`, replay.version);
      return c.json(view(replay), 201);
    })
    .openapi(contract.listReplays, async (c) => {
      const page = await accept(c, (call) => listReplays(call, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.getReplay, async (c) => {
      const replay = await accept(c, (call) => getReplay(call, c.req.valid("param").id));
      return unchanged(c, replay.version) ? c.body(null, 304) : c.json(view(replay), 200);
    })
    .openapi(contract.cancelReplay, async (c) => {
      const replay = await accept(c, (call) => cancelReplay(call, c.req.valid("param").id));
      c.header("etag", etagOf(replay.version));
      return c.json(view(replay), 200);
    });
