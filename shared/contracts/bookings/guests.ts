import { words } from "../shapes.ts";
import * as z from "../zod.ts";

/** The most who are named to one booking. */
const INVITEES_LIMIT = 100;

/** How many of a booking's attendees are guests. */
export const guests = z.number().int().min(0).max(1000).openapi({
  description: "How many of the attendees do not live in the building",
});

const Invitee = z
  .object({ name: words(60).openapi({ example: "A friend of ours" }) })
  .strict()
  .openapi("Invitee");

/** Who comes along: names alone, and no address, since nobody is written to. */
export const invitees = z.array(Invitee).max(INVITEES_LIMIT).openapi({
  description:
    "Who comes along, one fewer than attendees at most; only its person and the house see them, until 30 days after its end",
});
