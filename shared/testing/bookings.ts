import type { Id } from "../core/ids.ts";
import type { Span } from "../core/local-day.ts";
import type { Money } from "../core/money.ts";
import { hours, type Instant, instantOf, toIso } from "../core/time.ts";
import type {
  Approval,
  BookingStatus,
  CheckInBy,
  LateCancel,
  QuotaCount,
  ResourceStatus,
  ResourceType,
} from "../core/vocabulary.ts";
import { anId, as, type Door, manager } from "./story.ts";

/** A terrace in Madrid and a booking of it, for the rules that need one. */

interface Quota {
  readonly per: "person" | "household";
  readonly window: Span;
  readonly most: number;
  readonly counts?: QuotaCount;
}

interface Sharing {
  readonly name: string;
  readonly isExclusive: boolean;
  readonly quotas: readonly Quota[];
  readonly concurrent: number | null;
  readonly timeZone: string;
  readonly version: number;
}

interface Question {
  readonly question: string;
  readonly askedBy: Id<"user">;
  readonly askedAt: Instant;
  readonly answer: string | null;
  readonly answeredAt: Instant | null;
}

const ULID = "01KAR5V3M8Q2Z7X4N6P0W9T1DC";

export const inMadrid = (wallTime: string) => instantOf(wallTime, "Europe/Madrid");

export const everyDay = (from: number, until: number) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, until }));

/** The rules of a resource that says nothing about them. */
export const NO_RULES = {
  minMinutes: null as number | null,
  maxMinutes: null as number | null,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  noticeMinutes: 0,
  windowDays: null as number | null,
  quotas: [] as Quota[],
  concurrent: null as number | null,
  maxGuests: null as number | null,
  approval: "none" as Approval,
  cancelUntilMinutes: 0,
  lateCancel: "refuse" as LateCancel,
  noShows: null as { most: number; days: number } | null,
  checkInMinutes: null as number | null,
  checkInBy: "code" as CheckInBy,
  checkInCode: null as string | null,
  position: null as { latitude: number; longitude: number; radiusMeters: number } | null,
  offerMinutes: null as number | null,
};

/** What a resource says of itself that says nothing. */
export const NOTHING_SAID = {
  location: null as string | null,
  tags: [] as string[],
  photos: [] as Id<"file">[],
  documents: [] as { title: string; fileId: Id<"file"> }[],
  terms: null as { url: string; version: string } | null,
  showsSeats: true,
  accessories: [] as { name: string; stock: number }[],
  price: null as Money | null,
};

/** Open from 10 to 22 every day, in slots of an hour, for twelve. */
export const TERRACE = {
  id: `res_${ULID}`,
  buildingId: `bld_${ULID}`,
  calendarId: `cal_${ULID}`,
  sharing: null as Sharing | null,
  name: "Roof terrace",
  type: "terrace" as ResourceType,
  description: null as string | null,
  capacity: 12,
  mode: "slots" as "slots" | "free",
  slotMinutes: 60,
  stepMinutes: null as number | null,
  ...NO_RULES,
  ...NOTHING_SAID,
  openings: everyDay(600, 1320),
  exceptions: [] as { date: string; openings: { from: number; until: number }[]; reason: string | null }[],
  holidayOpenings: null as { from: number; until: number }[] | null,
  holidays: [] as { date: string; name: string }[],
  timeZone: "Europe/Madrid",
  status: "available" as ResourceStatus,
  statusReason: null as string | null,
  createdAt: 0,
  updatedAt: 0,
  version: 1,
} as const;

/** A Saturday in summer, ten in the morning. */
export const TEN = inMadrid("2027-06-05T10:00");

/** The terrace from ten to twelve. */
export const BOOKING = {
  id: `bkg_${ULID}`,
  buildingId: TERRACE.buildingId,
  resourceId: TERRACE.id,
  calendarId: TERRACE.calendarId,
  resourceName: TERRACE.name,
  userId: `usr_${ULID}`,
  unitId: `unt_${ULID}`,
  requestKey: "a request",
  startAt: TEN,
  endAt: TEN + hours(2),
  timeZone: TERRACE.timeZone,
  attendees: 4,
  guests: 0,
  invitees: [] as { name: string }[],
  accessories: [] as { name: string; count: number }[],
  termsVersion: null as string | null,
  seriesId: null as Id<"series"> | null,
  seriesPosition: null as number | null,
  status: "confirmed" as BookingStatus,
  approval: "none" as Approval,
  bookedBy: null as Id<"user"> | null,
  holdUntil: null as number | null,
  queuedAt: null as number | null,
  checkInUntil: null as number | null,
  cancelUntil: null as number | null,
  lateCancel: "refuse" as LateCancel,
  marked: false,
  reason: null as string | null,
  questions: [] as Question[],
  createdAt: 0,
  updatedAt: 0,
  version: 1,
} as const;

/** What a calendar grants where nothing is in the way. */
export const GRANTED = {
  ...{ state: "confirmed" as "held" | "requested" | "waiting" | "offered" | "confirmed", approval: "none" as Approval },
  ...{ holdUntil: null as number | null, queuedAt: null as number | null, checkInUntil: null as number | null },
};

/** What a manager says to add a terrace. */
export const A_TERRACE = { name: "Roof terrace", type: "terrace", slotMinutes: 60, openings: everyDay(600, 1320) };

/** Adds one through the door; for one booking at a time if nothing else is said. */
export async function aTerrace(
  door: Door,
  building: { readonly id: Id<"building"> },
  more: Record<string, unknown> = {},
) {
  const told = await as(door, manager(building.id)).post(`/v1/buildings/${building.id}/resources`, {
    ...A_TERRACE,
    ...more,
  });
  return { id: told.body.id as Id<"resource">, calendarId: told.body.calendarId as Id<"calendar"> };
}

/** What a calendar is asked for: the one place there is, for an hour from ten on in a far summer, by anybody. */
export const aPlaceWish = (rules: Partial<typeof A_PLACE> = {}) => {
  const startAt = inMadrid("2097-06-05T10:00");
  return {
    ...{ bookingId: anId("booking"), resourceId: TERRACE.id, userId: anId("user"), unitId: null as Id<"unit"> | null },
    ...{ requestKey: crypto.randomUUID() as string, finished: null as Id<"booking"> | null, started: [] as Started[] },
    ...{
      startAt,
      endAt: startAt + hours(1),
      attendees: 1,
      guests: 0,
      approval: "none" as Approval,
      hold: false,
      wait: false,
    },
    accessories: [] as { name: string; count: number }[],
    rules: { ...A_PLACE, ...rules },
  };
};

/** What a resource has taken, and when it is closed. */
export const occupied = <T>(...seats: readonly T[]) => ({ taken: seats, closed: [] });

interface Started {
  readonly bookingId: Id<"booking">;
  readonly resourceId: Id<"resource">;
  readonly userId: Id<"user">;
  readonly unitId: Id<"unit"> | null;
  readonly startAt: Instant;
  readonly guests: number;
}

/** What a calendar knows of a resource with one place and no rules. */
export const A_PLACE = {
  ...{ version: 1, isAvailable: true, capacity: 1, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
  ...{ quotas: [] as Quota[], concurrent: null as number | null, timeZone: TERRACE.timeZone as string },
  ...{ checkInMinutes: null as number | null, offerMinutes: null as number | null },
  accessories: [] as { name: string; stock: number }[],
  sharing: null as Sharing | null,
};

/** What holds for all resources of a calendar that says nothing more than that it is shared. */
export const SHARED: Sharing = {
  ...{ name: "Halls", isExclusive: false, quotas: [], concurrent: null, timeZone: TERRACE.timeZone, version: 1 },
};

/** Makes a calendar through the door; its resources block each other if nothing else is said. */
export async function aSharedCalendar(
  door: Door,
  building: { readonly id: Id<"building"> },
  more: Record<string, unknown> = {},
) {
  const wanted = { name: "Halls", isExclusive: true, ...more };
  const told = await as(door, manager(building.id)).post(`/v1/buildings/${building.id}/calendars`, wanted);
  return told.body.id as Id<"calendar">;
}

/** Puts bookings of a resource into the book, for an hour each, from an instant on: so many as nobody wants to make one by one. */
export async function haveAhead(
  db: D1Database,
  who: { readonly id: Id<"user"> },
  of: { readonly id: Id<"resource">; readonly calendarId: Id<"calendar">; readonly buildingId: Id<"building"> },
  many: number,
  startAt: Instant,
): Promise<void> {
  const add = db.prepare(
    `insert into bookings (id, request_key, building_id, resource_id, calendar_id, user_id, start_at, end_at, created_at, updated_at,
       resource_name, time_zone, attendees, status, version)
     values (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, 'Roof terrace', 'Europe/Madrid', 1, 'confirmed', 1)`,
  );
  const starts = Array.from({ length: many }, (_, n) => startAt + n * hours(1));
  const rows = starts.map((start) =>
    add.bind(...[anId("booking"), of.buildingId, of.id, of.calendarId, who.id, start, start + hours(1), Date.now()]),
  );
  if (rows.length > 0) await db.batch(rows);
}

/** A request for some hours from an instant on. */
export const from = (startAt: Instant, long = 1, more: Record<string, unknown> = {}) => ({
  startAt: toIso(startAt),
  endAt: toIso(startAt + hours(long)),
  ...more,
});
