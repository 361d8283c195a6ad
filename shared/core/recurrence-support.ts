import { AppError } from "./errors.ts";
import { isNumbered, type RecurrenceRule } from "./recurrence-rule.ts";

/** The days whose week may belong to the year before or after. */
const AROUND_NEW_YEAR = /-(12-(29|30|31)|01-0[123])$/;

/**
 * Rules of RFC 5545 that the library expands to other days than the RFC's table does, each found by comparing the two:
 * `docs/decisions/0010-a-second-look-at-recurrence.md`.
 *
 * @throws AppError `recurrence.not_supported`: the parts that do not go together
 */
export function demandSupported(rule: RecurrenceRule, firstDate: string): void {
  if (rule.frequency !== "YEARLY") return;
  const parts = unsupportedParts(rule, firstDate);
  if (parts !== undefined) throw new AppError("recurrence.not_supported", { facts: { parts } });
}

function unsupportedParts(rule: RecurrenceRule, firstDate: string): string | undefined {
  const { byDay, byMonthDay, byYearDay, byWeekNo, byMonth } = rule;
  if (byYearDay.length > 0) {
    if (byDay.length > 0) return "BYYEARDAY + BYDAY";
    if (byMonthDay.length > 0) return "BYYEARDAY + BYMONTHDAY";
    if (byWeekNo.length > 0) return "BYYEARDAY + BYWEEKNO";
  }
  if (byWeekNo.length > 0) {
    if (byMonthDay.length > 0) return "BYWEEKNO + BYMONTHDAY";
    if (AROUND_NEW_YEAR.test(firstDate)) return `BYWEEKNO + ${firstDate}`;
  }
  if (byMonth.length > 0 || !byDay.some(isNumbered)) return undefined;
  if (byMonthDay.length > 0) return "BYDAY + BYMONTHDAY";
  if (!byDay.every(isNumbered)) return `BYDAY=${byDay.join()}`;
  const rare = byDay.find((one) => /^-?53/.test(one));
  return rare && `BYDAY=${rare}`;
}
