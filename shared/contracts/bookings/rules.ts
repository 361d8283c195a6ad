import { z } from "@hono/zod-openapi";
import { SPANS } from "../../core/local-day.ts";

/** The longest booking of all, in minutes. */
const WEEK = 10_080;

const Quota = z
  .object({
    per: z.enum(["person", "household"]).openapi({ description: "A household is everybody who books from one home" }),
    window: z.enum(SPANS).openapi({ description: "By the resource's clock; weeks begin on Monday" }),
    most: z.number().int().min(1).max(100),
  })
  .strict()
  .openapi("Quota");

/** The numbers of how a resource may be booked; where one is null, only the house's own limit holds. */
export const ruleFields = {
  minMinutes: z.number().int().min(5).max(WEEK).nullable(),
  maxMinutes: z.number().int().min(5).max(WEEK).nullable(),
  bufferBeforeMinutes: z.number().int().min(0).max(720),
  bufferAfterMinutes: z.number().int().min(0).max(720),
  noticeMinutes: z.number().int().min(0).max(43_200),
  windowDays: z.number().int().min(1).max(365).nullable(),
  quotas: z.array(Quota).max(10),
  concurrent: z.number().int().min(1).max(100).nullable(),
};

/** A resource that says nothing of its rules has none of its own. */
export const ruleDefaults = {
  minMinutes: ruleFields.minMinutes.default(null),
  maxMinutes: ruleFields.maxMinutes.default(null),
  bufferBeforeMinutes: ruleFields.bufferBeforeMinutes.default(0),
  bufferAfterMinutes: ruleFields.bufferAfterMinutes.default(0),
  noticeMinutes: ruleFields.noticeMinutes.default(0),
  windowDays: ruleFields.windowDays.default(null),
  quotas: ruleFields.quotas.default([]),
  concurrent: ruleFields.concurrent.default(null),
};

export const ruleChanges = z.object(ruleFields).partial().shape;

/** When bookings begin and how long they last: fixed with the resource. */
export const gridFields = {
  mode: z.enum(["slots", "free"]).openapi({
    description: "`slots`: a booking lasts a whole number of slots; `free`: it lasts any whole minutes",
  }),
  slotMinutes: z.number().int().min(5).max(1440),
  stepMinutes: z
    .number()
    .int()
    .min(5)
    .max(1440)
    .nullable()
    .openapi({ description: "Every how many minutes a booking may begin; null: every `slotMinutes`" }),
};
