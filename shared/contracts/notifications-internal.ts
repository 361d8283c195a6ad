import { z } from "@hono/zod-openapi";
import { LANGUAGES } from "../core/problems.ts";
import { internal } from "./route.ts";
import { answer, id, json } from "./shapes.ts";

/** The letters there are. A letter carries a secret, so it is no event: it goes over the binding, after the commit. */
export const LETTERS = ["verify_email", "address_known", "invitation", "claim_code", "session_reused"] as const;
export type Letter = (typeof LETTERS)[number];

export const notificationsInternal = {
  sendLetter: internal(
    { worker: "notifications", callers: ["iam", "residency"] },
    {
      method: "post",
      path: "/internal/letters",
      operationId: "sendLetter",
      summary: "Send one letter; the same dedupe key sends it once",
      request: {
        body: json(
          z
            .object({
              letter: z.enum(LETTERS),
              to: z.string().max(254),
              locale: z.enum(LANGUAGES),
              /** What the template needs; kept only until the letter is sent. */
              parameters: z.record(z.string(), z.string().max(2000)),
              /** Milliseconds; a letter is not sent later than this. */
              validUntil: z.number().int(),
              dedupeKey: z.string().max(200),
              userId: id("user").nullable(),
            })
            .strict(),
        ),
      },
      responses: { 200: answer(z.object({ accepted: z.boolean() }), "It is kept, and goes out now") },
    },
  ),
};
