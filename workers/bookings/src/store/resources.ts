import { and, asc, eq, getTableColumns, gt, type SQL, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import { days, type Instant, toIso } from "#shared/core/time";
import { adding, changing, provided, type Save } from "#shared/worker/commit";
import type { BuildingFacts } from "#shared/worker/homes";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import type { Sharing } from "../domain/calendar.ts";
import type { Bookable } from "../domain/hours.ts";
import type { Place } from "../domain/place.ts";
import type { Resource } from "../domain/resource.ts";
import { DAYS_AHEAD, LONGEST_DAYS } from "../domain/rules.ts";
import type { Interval } from "../domain/seats.ts";
import { only, placeIn } from "./places.ts";
import { resources } from "./schema.ts";

/** What holds for all resources of a resource's calendar: one column, since a join in a batch must name each of its own. */
const sharing = sql`(
  select json_object('name', name, 'isExclusive', json(iif(is_exclusive, 'true', 'false')), 'quotas', json(quotas),
    'concurrent', concurrent, 'timeZone', time_zone, 'version', version)
  from calendars where calendars.id = resources.calendar_id
)`.mapWith((text: string): Sharing | null => JSON.parse(text));

/** The holidays of a resource's building that an interval can touch, in any zone, where the resource has other hours on them. */
const holidaysIn = ({ startAt, endAt }: Interval) => {
  const [from, until] = [startAt - days(1), endAt + days(1)].map((at) => toIso(at).slice(0, 10));
  return sql`(
    select json_group_array(json_object('date', date, 'name', name)) from holidays
    where holidays.building_id = resources.building_id and resources.holiday_openings is not null
      and date between ${from} and ${until}
  )`.mapWith((text: string): Bookable["holidays"] => JSON.parse(text));
};

/** A resource with what it shares: what each read of one selects. */
const WHOLE = { ...getTableColumns(resources), sharing: sharing.as("sharing") };

const resourceBy = (id: Id<"resource"> | SQL): Read<Resource> =>
  read((orm) => orm.select(WHOLE).from(resources).where(eq(resources.id, id)), only);

export const resourceById = (id: Id<"resource">): Read<Resource> => resourceBy(id);

/** A resource, of which something is asked that its hours decide within an interval. */
export const bookableBy = (id: Id<"resource"> | SQL, within: Interval): Read<Bookable> =>
  read(
    (orm) =>
      orm
        .select({ ...WHOLE, holidays: holidaysIn(within).as("holidays") })
        .from(resources)
        .where(eq(resources.id, id)),
    only,
  );

/** All that anybody may book, or move to. */
export const bookableFrom = (now: Instant): Interval => ({
  startAt: now,
  endAt: now + days(DAYS_AHEAD + LONGEST_DAYS),
});

/** The resource of a booking that goes elsewhere, in the same batch as the booking itself. */
export const bookableOfBooking = (id: Id<"booking">, now: Instant): Read<Bookable> =>
  bookableBy(resourceIdOf(id), bookableFrom(now));

/** The resource of a booking, in the same batch as the booking itself. */
export const resourceOfBooking = (id: Id<"booking">): Read<Resource> => resourceBy(resourceIdOf(id));

/** The resource of a place in a calendar: by the book's word, where the book has the booking. */
export const resourceOfPlace = ({ bookingId, resourceId }: Pick<Place, "bookingId" | "resourceId">): Read<Resource> =>
  resourceBy(sql`coalesce(${resourceIdOf(bookingId)}, ${resourceId})`);

const resourceIdOf = (id: Id<"booking">) => sql`(select resource_id from bookings where bookings.id = ${id})`;

/** Refuses the commit if by then a resource may be booked otherwise than was read. */
export const stillBookedSo = ({ id, version, sharing }: Resource): Save =>
  provided(
    "rules",
    sql`exists (select 1 from resources left join calendars on calendars.id = resources.calendar_id
      where resources.id = ${id} and resources.version = ${version} and calendars.version is ${sharing?.version ?? null})`,
  );

export interface ResourceFilter {
  readonly type?: Resource["type"] | undefined;
  readonly tag?: string | undefined;
}

export const resourceList = (buildingId: Id<"building">, { type, tag }: ResourceFilter): string =>
  `resources ${buildingId} type=${type ?? ""} tag=${tag ?? ""}`;

const isTagged = (tag: string) => sql`exists (select 1 from json_each(${resources.tags}) where value = ${tag})`;

export const listResourcesOf = (
  buildingId: Id<"building">,
  filter: ResourceFilter,
  after: After | undefined,
  limit: number,
): Read<Page<Resource>> =>
  read(
    (orm) =>
      orm
        .select(WHOLE)
        .from(resources)
        .where(
          and(
            eq(resources.buildingId, buildingId),
            filter.type && eq(resources.type, filter.type),
            filter.tag === undefined ? undefined : isTagged(filter.tag),
            after && gt(resources.id, String(after[0]) as Id<"resource">),
          ),
        )
        .orderBy(asc(resources.id))
        .limit(limit + 1),
    (rows) => pageOf(resourceList(buildingId, filter), rows, limit, (row) => [row.id]),
  );

export const addResourceRow = ({ sharing: _, ...resource }: Resource): Save =>
  adding((orm) => orm.insert(resources).values(resource));

/** Without its id: setting that has the database look for whatever refers to it, in tables of bookings too. */
export const saveResource = ({ id, sharing: _, ...resource }: Resource): Save =>
  changing(id, (orm) =>
    orm
      .update(resources)
      .set(resource)
      .where(and(eq(resources.id, id), eq(resources.version, resource.version - 1))),
  );

/** The trigger that keeps a resource in its calendar while something of it is ahead, and what it is called. */
export const BOOKED_AHEAD = { "resource.booked_ahead": "resource.booked_ahead" } as const;

/** The triggers that let a resource into no calendar but one that is there to be shared, or its own. */
export const CALENDAR_UNKNOWN = { "resource.calendar_unknown": "resource.calendar_unknown" } as const;

/** The building of a resource, in the same batch as the resource itself. */
export const placeOfResource = (id: Id<"resource">): Read<BuildingFacts | undefined> =>
  placeIn((orm) => orm.select({ buildingId: resources.buildingId }).from(resources).where(eq(resources.id, id)));
