import type { Kind } from "./errors.ts";
import { bookingProblems } from "./problems/bookings.ts";
import { eventProblems } from "./problems/events.ts";
import { gatewayProblems } from "./problems/gateway.ts";
import { iamProblems } from "./problems/iam.ts";
import { notificationProblems } from "./problems/notifications.ts";
import { recurrenceProblems } from "./problems/recurrence.ts";
import { requestProblems } from "./problems/request.ts";
import { residencyProblems } from "./problems/residency.ts";
import { resourceProblems } from "./problems/resources.ts";

/** The languages every text exists in; the first is the fallback. */
export const LANGUAGES = ["en", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A title, and a detail whose `{placeholders}` are filled from the error's facts. */
export type ProblemText = readonly [title: string, detail: string];
export type ProblemEntry = { readonly kind: Kind } & Readonly<Record<Language, ProblemText>>;

export const problems = {
  ...requestProblems,
  ...gatewayProblems,
  ...iamProblems,
  ...residencyProblems,
  ...resourceProblems,
  ...bookingProblems,
  ...recurrenceProblems,
  ...eventProblems,
  ...notificationProblems,
};

export type Code = keyof typeof problems;
