import { eventProblems } from "#shared/core/problems/events";
import { gatewayProblems } from "#shared/core/problems/gateway";
import { iamProblems } from "#shared/core/problems/iam";
import { notificationProblems } from "#shared/core/problems/notifications";
import { residencyProblems } from "#shared/core/problems/residency";
import type { Kind } from "./errors.ts";
import { attendanceProblems } from "./problems/attendance.ts";
import { bookingProblems } from "./problems/bookings.ts";
import { guestProblems } from "./problems/guests.ts";
import { recurrenceProblems } from "./problems/recurrence.ts";
import { requestProblems } from "./problems/request.ts";
import { resourceProblems } from "./problems/resources.ts";

/** The languages every text exists in; the first is the fallback. */
export const LANGUAGES = ["en", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A title, and a detail whose `{placeholders}` are filled from the error's facts: `problem-text.ts` says how. */
export type ProblemText = readonly [title: string, detail: string];
/** Another detail where there is such a fact, or it is this one. */
type Otherwise = { readonly fact: string; readonly is?: string | number } & Readonly<Record<Language, string>>;
export type ProblemEntry = { readonly kind: Kind; readonly when?: Otherwise } & Readonly<Record<Language, ProblemText>>;

export const problems = {
  ...requestProblems,
  ...gatewayProblems,
  ...iamProblems,
  ...residencyProblems,
  ...resourceProblems,
  ...bookingProblems,
  ...guestProblems,
  ...attendanceProblems,
  ...recurrenceProblems,
  ...eventProblems,
  ...notificationProblems,
};

export type Code = keyof typeof problems;
