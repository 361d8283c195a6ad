import { events as contract } from "#shared/contracts/events";
import { toIso } from "#shared/core/time";
import { accept } from "#shared/worker/accept";
import type { App } from "../call.ts";
import type { DeadLetter } from "../domain/dead-letter.ts";
import { listDeadLetters } from "../usecases/list-dead-letters.ts";
import { retryDeadLetter } from "../usecases/retry-dead-letter.ts";

const view = (letter: DeadLetter) => ({
  id: letter.id,
  listener: letter.listener,
  eventId: letter.eventId,
  type: letter.type,
  subject: letter.subject,
  buildingId: letter.buildingId,
  reason: letter.reason,
  at: letter.wrongAt,
  status: letter.status,
  tries: letter.tries,
  diedAt: toIso(letter.diedAt),
  nextTryAt: letter.status === "waiting" ? toIso(letter.dueAt) : null,
  givesUpAt: toIso(letter.givesUpAt),
});

export const deadLetterRoutes = (app: App) =>
  app
    .openapi(contract.listDeadLetters, async (c) => {
      const page = await accept(c, (call) => listDeadLetters(call, c.req.valid("query")));
      return c.json({ ...page, items: page.items.map(view) }, 200);
    })
    .openapi(contract.retryDeadLetter, async (c) => {
      const letter = await accept(c, (call) => retryDeadLetter(call, c.req.valid("param").id));
      return c.json(view(letter), 200);
    });
