import { SPANS } from "../../core/local-day.ts";
import { APPROVALS, CHECK_INS_BY, LATE_CANCELS, QUOTA_COUNTS, QUOTA_HOLDERS } from "../../core/vocabulary.ts";
import { orNull, words } from "../shapes.ts";
import * as z from "../zod.ts";

/** The longest booking of all, in minutes. */
const WEEK = 10_080;

const Quota = z
  .object({
    per: z.enum(QUOTA_HOLDERS).openapi({ description: "A household is everybody who books from one home" }),
    window: z
      .enum(SPANS)
      .openapi({ description: "By the clock of the resource, or of the calendar; weeks begin on Monday" }),
    most: z.number().int().min(1).max(100),
    counts: z
      .enum(QUOTA_COUNTS)
      .default("bookings")
      .openapi({ description: "How many bookings there may be, or how many guests in all of these" }),
  })
  .strict()
  .openapi("Quota");

const NoShows = z
  .object({ most: z.number().int().min(1).max(100), days: z.number().int().min(1).max(365) })
  .strict()
  .openapi("NoShows");

/** Where something is, in degrees of WGS 84. */
export const point = { latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) };

const Position = z
  .object({ ...point, radiusMeters: z.number().int().min(10).max(500) })
  .strict()
  .openapi("Position");

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
  maxGuests: z.number().int().min(0).max(1000).nullable().openapi({
    description: "The most of a booking's attendees who may be guests; 0: none; null: all may",
  }),
  approval: z.enum(APPROVALS).openapi({
    description:
      "`open`: the house decides each request, and until then others may have the time; `blocking`: nobody else may",
  }),
  cancelUntilMinutes: z.number().int().min(0).max(43_200).openapi({
    description: "How long before its start a booking can be given up with nothing said",
  }),
  lateCancel: z
    .enum(LATE_CANCELS)
    .openapi({ description: "Later than that: not at all, or with a mark that counts as a missed booking" }),
  noShows: orNull(NoShows).openapi({ description: "Who has missed so many within so many days cannot book" }),
  checkInMinutes: z.number().int().min(1).max(1440).nullable().openapi({
    description: "How long after its start its person must have checked in, or lose it; null: nobody has to",
  }),
  checkInBy: z.enum(CHECK_INS_BY).openapi({
    description:
      "How one shows that one is there: by what is written at the door, if anything is; by being within `radiusMeters` of its `position`; or by one of the two",
  }),
  position: orNull(Position).openapi({ description: "Where it is (WGS 84), and how near to it one is there" }),
  offerMinutes: z.number().int().min(1).max(10_080).nullable().openapi({
    description: "How long a time that becomes free is offered to who waits for it; null: there is no waitlist",
  }),
};

/** What is written at the door, for who checks in to read; never told. */
export const checkInCode = words(100).nullable();

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
  maxGuests: ruleFields.maxGuests.default(null),
  approval: ruleFields.approval.default("none"),
  cancelUntilMinutes: ruleFields.cancelUntilMinutes.default(0),
  lateCancel: ruleFields.lateCancel.default("refuse"),
  noShows: ruleFields.noShows.default(null),
  checkInMinutes: ruleFields.checkInMinutes.default(null),
  checkInBy: ruleFields.checkInBy.default("code"),
  checkInCode: checkInCode.default(null),
  position: ruleFields.position.default(null),
  offerMinutes: ruleFields.offerMinutes.default(null),
};

export const ruleChanges = z.object({ ...ruleFields, checkInCode }).partial().shape;

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
