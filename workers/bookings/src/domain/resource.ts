import { AppError, type Facts } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { type Instant, wallClock, weekdayOf } from "#shared/core/time";
import type { ResourceStatus, ResourceType } from "#shared/core/vocabulary";
import type { Said } from "#shared/events/said";
import { type About, type AboutChange, changeAbout, demandAbout } from "./about.ts";
import type { In, Sharing } from "./calendar.ts";
import { type Hours, longestOpen } from "./hours.ts";
import {
  changeRules,
  demandRules,
  type Grid,
  given,
  leastOpening,
  type Rules,
  type RulesChange,
  shortestOf,
} from "./rules.ts";

/** Local opening hours of one weekday (1 is Monday), in minutes from midnight. */
export interface Opening {
  readonly weekday: number;
  readonly from: number;
  readonly until: number;
}

/** A date with hours of its own, or with none: a holiday, a longer evening. It takes the place of that weekday's openings. */
export interface HoursException {
  /** `2026-12-24`, by the resource's clock. */
  readonly date: string;
  readonly openings: readonly Omit<Opening, "weekday">[];
  readonly reason: string | null;
}

/** Something that can be booked. */
export interface Resource extends About, Grid, Rules {
  readonly id: Id<"resource">;
  readonly buildingId: Id<"building">;
  readonly calendarId: Id<"calendar">;
  /** What holds for all resources of its calendar; null where that is its own. */
  readonly sharing: Sharing | null;
  readonly name: string;
  readonly type: ResourceType;
  readonly description: string | null;
  readonly capacity: number;
  readonly openings: readonly Opening[];
  readonly exceptions: readonly HoursException[];
  /** Its hours on holidays of its building; none: closed then. Null where a holiday is a day like any other. */
  readonly holidayOpenings: HoursException["openings"] | null;
  readonly timeZone: string;
  readonly status: ResourceStatus;
  readonly statusReason: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

type Stated = "name" | "description" | "capacity" | "openings" | "exceptions" | "holidayOpenings";

type Wanted = About & Grid & Rules & Pick<Resource, Stated | "type" | "timeZone">;

/** What may change once people book it. Its slots and its clock may not: bookings were made by them. */
export type ResourceChange = AboutChange &
  RulesChange & {
    readonly [K in Stated | "status" | "statusReason"]?: Resource[K] | undefined;
  } & {
    /** The calendar it goes to. */
    readonly to?: In | undefined;
  };

interface Changed {
  readonly resource: Resource;
  readonly events: readonly Said[];
}

/** A new resource in its calendar. */
export function addResource(
  wanted: Wanted,
  ids: Pick<Resource, "id" | "buildingId" | keyof In>,
  now: Instant,
): Changed {
  demandHours(wanted, leastOpening(wanted));
  demandRules(wanted);
  demandRoom(wanted, now);
  demandAbout(wanted);
  return told({
    ...wanted,
    ...changeAbout(wanted, {}),
    ...ids,
    status: "available",
    statusReason: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  });
}

/**
 * The resource after a change, and the names of the fields that differ.
 *
 *     available ◀──▶ blocked (with a reason) ──▶ withdrawn, for good
 */
export function changeResource(
  resource: Resource,
  change: ResourceChange,
  now: Instant,
): Changed & { readonly fields: readonly string[] } {
  if (resource.status === "withdrawn") throw new AppError("resource.withdrawn");
  const status = change.status ?? resource.status;
  const reason = change.statusReason === undefined ? resource.statusReason : change.statusReason;
  if (status === "blocked" && reason === null) throw new AppError("resource.reason_missing");
  const wanted = {
    name: change.name ?? resource.name,
    description: change.description === undefined ? resource.description : change.description,
    capacity: change.capacity ?? resource.capacity,
    openings: change.openings ?? resource.openings,
    exceptions: change.exceptions ?? resource.exceptions,
    holidayOpenings: given(change.holidayOpenings, resource.holidayOpenings),
    calendarId: change.to?.calendarId ?? resource.calendarId,
    sharing: change.to ? change.to.sharing : resource.sharing,
    status,
    statusReason: status === "available" ? null : reason,
    ...changeAbout(resource, change),
    ...changeRules(resource, change),
  };
  demandHours(wanted, leastOpening(resource));
  demandRules({ ...resource, ...wanted });
  demandAbout(wanted);
  const fields = FIELDS.filter((field) => JSON.stringify(wanted[field]) !== JSON.stringify(resource[field]));
  // A date may have passed since, and nobody may be kept from closing what nobody can book.
  if (fields.some((field) => ROOM.some((one) => one === field))) demandRoom({ ...resource, ...wanted }, now);
  if (fields.length === 0) return { resource, events: [], fields };
  return { ...told({ ...resource, ...wanted, updatedAt: now, version: resource.version + 1 }), fields };
}

const FIELDS = [
  ...(["name", "description", "capacity", "openings", "exceptions", "status", "statusReason", "calendarId"] as const),
  "holidayOpenings" as const,
  ...(["location", "tags", "photos", "documents", "terms", "showsSeats", "accessories", "price"] as const),
  ...(["minMinutes", "maxMinutes", "bufferBeforeMinutes", "bufferAfterMinutes"] as const),
  ...(["noticeMinutes", "windowDays", "quotas", "concurrent", "maxGuests", "approval"] as const),
  ...(["cancelUntilMinutes", "lateCancel", "noShows", "checkInMinutes", "offerMinutes"] as const),
  ...(["checkInBy", "checkInCode", "position"] as const),
];

/** What decides whether the shortest booking has room in an opening. */
const ROOM = ["openings", "exceptions", "minMinutes"] as const satisfies readonly (typeof FIELDS)[number][];

/** The shortest booking must have room in some opening; one of a date that is still to come is enough. */
function demandRoom(wanted: Omit<Hours, "holidays"> & Grid & Rules, now: Instant): void {
  const least = shortestOf(wanted);
  // Which dates are holidays may change: their hours alone are not enough.
  const most = longestOpen({ ...wanted, holidays: [] }, wallClock(now, wanted.timeZone).date, least);
  if (least > most) throw new AppError("resource.rules_contradict", { facts: { rule: "minMinutes", least, most } });
}

type Openings = Pick<Resource, "openings" | "exceptions" | "holidayOpenings">;

/** The weekdays' openings, those of holidays, and those of each date that has its own; a date has them once. */
function demandHours({ openings, exceptions, holidayOpenings }: Openings, slotMinutes: number): void {
  demandOpenings(openings, slotMinutes);
  const onHoliday = holidayOpenings?.map((one) => ({ ...one, weekday: 1 })) ?? [];
  demandOpenings(onHoliday, slotMinutes, { weekday: "holiday" });
  const dates = new Set<string>();
  for (const { date, openings: own } of exceptions) {
    if (dates.has(date)) throw new AppError("resource.exception_twice", { facts: { date } });
    dates.add(date);
    const weekday = weekdayOf(date);
    const openingsOfDate = own.map((one) => ({ ...one, weekday }));
    demandOpenings(openingsOfDate, slotMinutes, { date });
  }
}

/** Opening hours must be the right way round, hold a slot, and not overlap on one day: `of` a date that has its own, or of holidays. */
function demandOpenings(openings: readonly Opening[], slotMinutes: number, of: Facts = {}): void {
  const sorted = [...openings].sort((a, b) => a.weekday - b.weekday || a.from - b.from);
  sorted.forEach((opening, at) => {
    const { weekday, from, until } = opening;
    if (until - from < slotMinutes)
      throw new AppError("resource.opening_too_short", { facts: { weekday, ...of, from, until, slotMinutes } });
    const before = sorted[at - 1];
    if (before && before.weekday === weekday && before.until > from)
      throw new AppError("resource.openings_overlap", { facts: { weekday, ...of, from, until: before.until } });
  });
}

const told = (resource: Resource): Changed => ({
  resource,
  events: [
    {
      type: "resource.updated",
      subject: resource.id,
      building: resource.buildingId,
      version: resource.version,
      data: {
        resourceId: resource.id,
        buildingId: resource.buildingId,
        name: resource.name,
        type: resource.type,
        status: resource.status,
      },
    },
  ],
});
