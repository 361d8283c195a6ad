import { getBasic } from "temporal-polyfill/fns/Calendar";
import * as InstantFns from "temporal-polyfill/fns/Instant";
import * as PlainDateFns from "temporal-polyfill/fns/PlainDate";
import * as PlainDateTimeFns from "temporal-polyfill/fns/PlainDateTime";
import type { Record as ZonedDateTime } from "temporal-polyfill/fns/ZonedDateTime";

export type PlainDate = PlainDateFns.Record;
export type PlainDateTime = PlainDateTimeFns.Record;

/** @throws RangeError where the text is no date */
export const plainDate = (text: string): PlainDate => PlainDateFns.fromString(text, getBasic);

/** @throws RangeError where the text is no wall time */
export const plainDateTime = (text: string): PlainDateTime => PlainDateTimeFns.fromString(text, getBasic);

/** What clock and calendar of a zone show at an instant, in milliseconds since 1970. */
export const zonedDateTime = (instant: number, timeZone: string): ZonedDateTime =>
  InstantFns.toZonedDateTimeISO(InstantFns.fromEpochMilliseconds(instant), timeZone);
