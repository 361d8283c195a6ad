import { route } from "../route.ts";
import { answer, idParam, localDate } from "../shapes.ts";
import * as z from "../zod.ts";

const share = {
  openMinutes: z.number().int(),
  bookedMinutes: z
    .number()
    .int()
    .openapi({ description: "Of the open minutes, those in which somebody had it, one or many" }),
  ratio: z.number().min(0).max(1),
};

const UtilisationView = z
  .object({
    timeZone: z.string(),
    ...share,
    bookings: z.number().int().openapi({ description: "That begin on these dates and were not given up" }),
    cancelled: z.number().int().openapi({ description: "That would have begun on these dates" }),
    missed: z.number().int().openapi({ description: "To which nobody came" }),
    heat: z.array(
      z.object({
        weekday: z.number().int().min(1).max(7).openapi({ description: "1 is Monday" }),
        hour: z.number().int().min(0).max(23).openapi({ description: "By the clock of the resource" }),
        ...share,
      }),
    ),
  })
  .openapi("Utilisation");

/** How much of its open time a resource is used. */
export const utilisation = {
  showUtilisation: route(
    { worker: "bookings", permission: "resource.update", reach: "grant", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/resources/{id}/utilisation",
      operationId: "showUtilisation",
      summary: "How much of the open time was booked, in all and by weekday and hour",
      description:
        "Dates are local to the resource's zone, both included, 92 days at most; hours are those it has now. Holds do not count.",
      request: { params: idParam("resource"), query: z.object({ from: localDate, to: localDate }).strict() },
      responses: { 200: answer(UtilisationView, "The figures, and a line of heat for each hour that is ever open") },
    },
  ),
};
