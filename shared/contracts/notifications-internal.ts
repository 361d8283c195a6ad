import { LANGUAGES } from "../core/problems.ts";
import { LETTERS } from "../core/vocabulary.ts";
import { internal } from "./route.ts";
import { answer, id, json, says } from "./shapes.ts";
import * as z from "./zod.ts";

/** How many parameters a letter may have. */
const PARAMETERS_LIMIT = 20;

export const notificationsInternal = {
  sendLetter: internal(
    { worker: "notifications", callers: ["iam", "residency"] },
    {
      method: "post",
      path: "/internal/letters",
      operationId: "sendLetter",
      summary: "Send one letter; the same dedupe key of the same caller sends it once",
      request: {
        body: json(
          z
            .object({
              letter: z.enum(LETTERS),
              to: z.string().min(3).max(254),
              locale: z.enum(LANGUAGES),
              /**
               * What the template needs, kept only until the letter is sent. `verify_email` and `claim_code` need a
               * `code`, `invitation` a `link`; each may have a `name`, and what else its text speaks of.
               */
              parameters: z.record(z.string().max(40), z.string().max(2000)).refine(
                (parameters) => Object.keys(parameters).length <= PARAMETERS_LIMIT,
                says("too_big", `must hold at most ${PARAMETERS_LIMIT} parameters`, {
                  origin: "record",
                  maximum: PARAMETERS_LIMIT,
                  inclusive: true,
                }),
              ),
              /** Milliseconds; a letter is not sent later than this. */
              validUntil: z.number().int(),
              dedupeKey: z.string().min(1).max(200),
              userId: id("user").nullable(),
            })
            .strict(),
        ),
      },
      responses: {
        200: answer(
          z.object({ accepted: z.boolean() }),
          "It is kept, and goes out now; false if it is too late for it",
        ),
      },
    },
  ),
};
