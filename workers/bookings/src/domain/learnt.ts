import { type Instant, minutes } from "#shared/core/time";
import { firstUnlike, type Unlike } from "./as-booked.ts";
import type { Sharing } from "./calendar.ts";
import type { CalendarRules } from "./place.ts";
import { calendarRulesOf } from "./request.ts";
import type { Resource } from "./resource.ts";

/** How long the word that something is booked otherwise from now on may be on its way to a calendar. */
const TOLD_WITHIN = minutes(1);

/** What a calendar knows of the rules of a resource, if it knows any, and of what holds for all of its resources: with these rules, or by itself. */
export interface Learnt {
  readonly rules: CalendarRules | null;
  readonly sharing: readonly Sharing[];
}

/** The first rule that a calendar has otherwise than the book, by its content. What is shared was last changed at `sharedAt`. */
export function unlikeRules(
  resource: Resource,
  sharedAt: Instant | null,
  { rules, sharing }: Learnt,
  now: Instant,
): Unlike | undefined {
  const { sharing: shared, ...book } = calendarRulesOf(resource);
  const isNews = (changedAt: Instant | null) => changedAt !== null && changedAt > now - TOLD_WITHIN;
  const ofRules = isNews(resource.updatedAt) && isBehind(rules, book) ? undefined : firstUnlike(book, rules);
  if (ofRules || !rules) return ofRules && { ...ofRules, field: `rules.${ofRules.field}` };
  // One that is withdrawn may be in a calendar that was removed: there is nothing in the book that it would share.
  if (!shared && resource.status === "withdrawn") return undefined;
  // It goes by the newest: what is older says nothing.
  const newest = sharing.filter((one) => !isBehind(one, shared));
  if (newest.length === 0 && isNews(sharedAt)) return undefined;
  const [first] = (newest.length > 0 ? newest : [null]).flatMap(
    (one) => firstUnlike({ version: null, ...shared }, one) ?? [],
  );
  return first && { ...first, field: `sharing.${first.field}` };
}

type Versioned = { readonly version: number } | null;

const isBehind = (calendar: Versioned, book: Versioned): boolean => (calendar?.version ?? 0) < (book?.version ?? 0);
