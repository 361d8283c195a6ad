/** The most bookings a first screen shows. */
export const SHOWN = 5;

interface Planned {
  readonly status: string;
  readonly startAt: string;
  readonly endAt: string;
}

const GIVEN_UP: readonly string[] = ["cancelled", "lapsed"];

/** What is under way or ahead, the next first. */
export const upcoming = <B extends Planned>(bookings: readonly B[], now: number): B[] =>
  bookings
    .filter(({ status, endAt }) => !GIVEN_UP.includes(status) && Date.parse(endAt) > now)
    .sort((a, b) => Date.parse(a.startAt) - Date.parse(b.startAt))
    .slice(0, SHOWN);
