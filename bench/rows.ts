import type { Row } from "./row.ts";
import { bundles } from "./rows/bundles.ts";
import { cold } from "./rows/cold.ts";
import { events } from "./rows/events.ts";
import { home } from "./rows/home.ts";
import { kills } from "./rows/kills.ts";
import { lastPlace } from "./rows/last-place.ts";
import { oneCalendar } from "./rows/one-calendar.ts";
import { racing } from "./rows/racing.ts";
import { readRow } from "./rows/read.ts";
import { refusals } from "./rows/refusals.ts";
import { slots } from "./rows/slots.ts";

/** In the order in which they are measured and printed. */
export const ROWS: readonly Row[] = [
  readRow,
  refusals,
  lastPlace,
  racing,
  oneCalendar,
  slots,
  cold,
  bundles,
  home,
  events,
  kills,
];
