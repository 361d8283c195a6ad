import { internal } from "./route.ts";
import { answer, homeKind, id, json } from "./shapes.ts";
import * as z from "./zod.ts";

/** What every worker needs to know of a building to decide who may do what in it, and when. */
export const BuildingFacts = z.object({
  id: id("building"),
  organisationId: id("organisation"),
  name: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  locale: z.string(),
  version: z.number().int(),
});

const HomeFacts = z.object({
  userId: id("user"),
  unitId: id("unit"),
  buildingId: id("building"),
  unitLabel: z.string(),
  kind: homeKind,
  fromAt: z.number().int(),
  untilAt: z.number().int().nullable(),
  version: z.number().int(),
});

/** Asked when a worker's own projection misses: the first act a second after verification works. Instants are milliseconds. */
export const residencyInternal = {
  homesOf: internal(
    { worker: "residency", callers: ["iam", "bookings", "notifications", "events"] },
    {
      method: "post",
      path: "/internal/homes-of",
      operationId: "homesOf",
      summary: "The homes of a person in a building, and the building's facts",
      request: { body: json(z.object({ userId: id("user").nullable(), buildingId: id("building") }).strict()) },
      responses: {
        200: answer(
          z.object({ building: BuildingFacts.nullable(), homes: z.array(HomeFacts) }),
          "What residency knows",
        ),
      },
    },
  ),
};
