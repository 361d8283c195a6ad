import type { Time } from "../../core/time.ts";
import { says } from "../shapes.ts";
import * as z from "../zod.ts";

const OFFSET = /(Z|[+-]\d\d:\d\d)$/;
/** What a clock shows, to the minute or the second. */
const WALL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/;

/** A time that is asked for: an instant with any offset, parsed to milliseconds, or without one what the resource's clock shows, with seconds. */
export const timeIn = z
  .string()
  .max(40)
  .datetime({ offset: true, local: true })
  .transform(
    (text): Time => (WALL_TIME.test(text) ? text.padEnd(19, ":00") : Date.parse(OFFSET.test(text) ? text : "")),
  )
  .refine(
    (time) => typeof time === "string" || Number.isFinite(time),
    says("invalid_format", "must be an RFC 3339 instant, or a wall time to the second", { format: "datetime" }),
  )
  .openapi({
    type: "string",
    maxLength: 40,
    anyOf: [
      { type: "string", format: "date-time", description: "An instant" },
      {
        type: "string",
        pattern: WALL_TIME.source,
        example: "2026-11-22T19:00",
        description:
          "By the clock of the resource. One that it shows twice is the first of the two; one that it skips is refused",
      },
    ],
  });
