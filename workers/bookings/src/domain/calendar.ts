import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { Said } from "#shared/events/said";
import type { Limits } from "./quotas.ts";
import type { Resource } from "./resource.ts";
import { given } from "./rules.ts";

/** What holds for all resources of a calendar, beside what each says for itself. */
export interface Sharing extends Limits {
  readonly name: string;
  /** Whether they block each other: who has one of them for a time has all of them. */
  readonly isExclusive: boolean;
  readonly version: number;
}

/** A calendar that several resources may share. A resource's own is none: it holds for nobody else. */
export interface Calendar extends Sharing {
  readonly id: Id<"calendar">;
  readonly buildingId: Id<"building">;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

type Wanted = Omit<Sharing, "version">;

export type CalendarChange = { readonly [K in keyof Omit<Wanted, "timeZone">]?: Wanted[K] | undefined };

interface Changed {
  readonly calendar: Calendar;
  readonly events: readonly Said[];
}

export const addCalendar = (wanted: Wanted, ids: Pick<Calendar, "id" | "buildingId">, now: Instant): Changed =>
  told({ ...wanted, ...ids, createdAt: now, updatedAt: now, version: 1 });

/** The calendar after a change, and the names of the fields that differ. What is booked already stays booked. */
export function changeCalendar(
  calendar: Calendar,
  change: CalendarChange,
  now: Instant,
): Changed & { readonly fields: readonly string[] } {
  const wanted = {
    name: given(change.name, calendar.name),
    isExclusive: given(change.isExclusive, calendar.isExclusive),
    quotas: given(change.quotas, calendar.quotas),
    concurrent: given(change.concurrent, calendar.concurrent),
  };
  const fields = FIELDS.filter((field) => JSON.stringify(wanted[field]) !== JSON.stringify(calendar[field]));
  if (fields.length === 0) return { calendar, events: [], fields };
  return { ...told({ ...calendar, ...wanted, updatedAt: now, version: calendar.version + 1 }), fields };
}

const FIELDS = ["name", "isExclusive", "quotas", "concurrent"] as const;

export const sharingOf = ({ name, isExclusive, quotas, concurrent, timeZone, version }: Calendar): Sharing => {
  return { name, isExclusive, quotas, concurrent, timeZone, version };
};

/** The calendar a resource is in, and what it shares there. */
export type In = Pick<Resource, "calendarId" | "sharing">;

/**
 * The calendar of a new resource: one of its building that is shared, or `own`.
 *
 * @throws AppError `resource.calendar_unknown`
 */
export function calendarFor(
  buildingId: Id<"building">,
  wanted: Id<"calendar"> | null,
  known: Calendar | undefined,
  own: Id<"calendar">,
): In {
  if (wanted === null) return { calendarId: own, sharing: null };
  if (known?.buildingId !== buildingId)
    throw new AppError("resource.calendar_unknown", { facts: { calendarId: wanted } });
  return { calendarId: known.id, sharing: sharingOf(known) };
}

/**
 * The calendar that a resource goes to, if it goes; null is one of its own. It goes only while nothing of it is ahead.
 *
 * @throws AppError `resource.calendar_unknown`, `resource.booked_ahead`
 */
export function calendarAfter(
  resource: Resource,
  wanted: Id<"calendar"> | null | undefined,
  known: Calendar | undefined,
  { own, ahead }: { readonly own: Id<"calendar">; readonly ahead: number },
): In | undefined {
  const stays = wanted === null ? resource.sharing === null : wanted === resource.calendarId;
  if (wanted === undefined || stays) return undefined;
  const to = calendarFor(resource.buildingId, wanted, known, own);
  if (ahead > 0) throw new AppError("resource.booked_ahead", { facts: { bookings: ahead } });
  return to;
}

/** How many resources keep a calendar from being removed, and the first of them. */
export interface CalendarUse {
  readonly resources: number;
  readonly first: Id<"resource"> | null;
}

/**
 * A calendar goes only when nothing can be booked in it, and nothing of it is ahead.
 *
 * @throws AppError `calendar.in_use`
 */
export function demandUnused({ resources, first }: CalendarUse): void {
  if (first !== null) throw new AppError("calendar.in_use", { facts: { resources, resourceId: first } });
}

const told = (calendar: Calendar): Changed => {
  const { id: calendarId, buildingId, name, isExclusive, version } = calendar;
  return {
    calendar,
    events: [
      {
        ...{ type: "calendar.updated", subject: calendarId, building: buildingId, version },
        data: { calendarId, buildingId, name, isExclusive },
      },
    ],
  };
};
