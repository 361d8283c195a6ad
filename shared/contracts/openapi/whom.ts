import type { PublicRoute } from "../route.ts";
import { isKeyed } from "./answers.ts";

const FOR: Readonly<Record<PublicRoute["terms"]["reach"], string>> = {
  anyone: "For anyone, signed in or not",
  person: "For whoever is signed in",
  home: "For whoever lives in the building",
  grant: "For whoever has a role that covers it",
  platform: "For whoever has a role on the whole platform",
};

/** Whom a route is for and what it asks of a call, in words. */
export function whomFor(route: PublicRoute): string {
  const { reach, permission, rate, ifMatch, raw } = route.terms;
  const needed = reach === "home" ? ", and for whoever has the permission" : "; needs the permission";
  return [
    `${FOR[reach]}${permission ? `${needed} \`${permission}\`` : ""}.`,
    `Counts as \`${rate}\`.`,
    ifMatch && "Must name what was read in `If-Match`.",
    isKeyed(route) && "May be repeated under an `Idempotency-Key`.",
    raw && `The body has at most ${raw.limit} bytes.`,
  ]
    .filter((sentence) => typeof sentence === "string")
    .join(" ");
}
