import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { ResourceStatus, ResourceType } from "#shared/core/vocabulary";
import type { Said } from "#shared/events/said";
import { changeRules, demandRules, type Grid, leastOpening, type Rules, type RulesChange } from "./rules.ts";

/** Local opening hours of one weekday (1 is Monday), in minutes from midnight. */
export interface Opening {
  readonly weekday: number;
  readonly from: number;
  readonly until: number;
}

/** Something that can be booked. */
export interface Resource extends Grid, Rules {
  readonly id: Id<"resource">;
  readonly buildingId: Id<"building">;
  readonly calendarId: Id<"calendar">;
  readonly name: string;
  readonly type: ResourceType;
  readonly description: string | null;
  readonly capacity: number;
  readonly openings: readonly Opening[];
  readonly timeZone: string;
  readonly status: ResourceStatus;
  readonly statusReason: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

type Wanted = Rules & Grid & Pick<Resource, "name" | "type" | "description" | "capacity" | "openings" | "timeZone">;

/** What may change once people book it. Its slots and its clock may not: bookings were made by them. */
export type ResourceChange = RulesChange & {
  readonly [K in "name" | "description" | "capacity" | "openings" | "status" | "statusReason"]?:
    | Resource[K]
    | undefined;
};

interface Changed {
  readonly resource: Resource;
  readonly events: readonly Said[];
}

/** A new resource with a calendar of its own. */
export function addResource(
  wanted: Wanted,
  ids: Pick<Resource, "id" | "buildingId" | "calendarId">,
  now: Instant,
): Changed {
  demandOpenings(wanted.openings, leastOpening(wanted));
  demandRules(wanted);
  return told({
    ...wanted,
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
    status,
    statusReason: status === "available" ? null : reason,
    ...changeRules(resource, change),
  };
  demandOpenings(wanted.openings, leastOpening(resource));
  demandRules({ ...resource, ...wanted });
  const fields = FIELDS.filter((field) => JSON.stringify(wanted[field]) !== JSON.stringify(resource[field]));
  if (fields.length === 0) return { resource, events: [], fields };
  return { ...told({ ...resource, ...wanted, updatedAt: now, version: resource.version + 1 }), fields };
}

const FIELDS = [
  ...(["name", "description", "capacity", "openings", "status", "statusReason"] as const),
  ...(["minMinutes", "maxMinutes", "bufferBeforeMinutes", "bufferAfterMinutes"] as const),
  ...(["noticeMinutes", "windowDays", "quotas", "concurrent"] as const),
];

/** Opening hours must be the right way round, hold a slot, and not overlap on one day. */
function demandOpenings(openings: readonly Opening[], slotMinutes: number): void {
  const sorted = [...openings].sort((a, b) => a.weekday - b.weekday || a.from - b.from);
  sorted.forEach((opening, at) => {
    const { weekday, from, until } = opening;
    if (until - from < slotMinutes)
      throw new AppError("resource.opening_too_short", { facts: { weekday, from, until, slotMinutes } });
    const before = sorted[at - 1];
    if (before && before.weekday === weekday && before.until > from)
      throw new AppError("resource.openings_overlap", { facts: { weekday, from, until: before.until } });
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
