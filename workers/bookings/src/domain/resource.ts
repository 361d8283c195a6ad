import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { ResourceStatus, ResourceType } from "#shared/core/vocabulary";
import type { Said } from "#shared/events/said";

/** Local opening hours of one weekday (1 is Monday), in minutes from midnight. */
export interface Opening {
  readonly weekday: number;
  readonly from: number;
  readonly until: number;
}

/** Something that can be booked. */
export interface Resource {
  readonly id: Id<"resource">;
  readonly buildingId: Id<"building">;
  readonly calendarId: Id<"calendar">;
  readonly name: string;
  readonly type: ResourceType;
  readonly description: string | null;
  readonly capacity: number;
  readonly slotMinutes: number;
  readonly openings: readonly Opening[];
  readonly timeZone: string;
  readonly status: ResourceStatus;
  readonly statusReason: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

type Wanted = Pick<Resource, "name" | "type" | "description" | "capacity" | "slotMinutes" | "openings" | "timeZone">;

interface Changed {
  readonly resource: Resource;
  readonly events: readonly Said[];
}

/** A new resource with a calendar of its own. */
export function addResource(wanted: Wanted, ids: Pick<Resource, "id" | "buildingId" | "calendarId">, now: Instant): Changed {
  demandOpenings(wanted.openings, wanted.slotMinutes);
  return told({ ...wanted, ...ids, status: "available", statusReason: null, createdAt: now, updatedAt: now, version: 1 });
}

/** Opening hours must be the right way round, hold a slot, and not overlap on one day. */
function demandOpenings(openings: readonly Opening[], slotMinutes: number): void {
  const sorted = [...openings].sort((a, b) => a.weekday - b.weekday || a.from - b.from);
  sorted.forEach((opening, at) => {
    const { weekday, from, until } = opening;
    if (until - from < slotMinutes) throw new AppError("resource.opening_too_short", { facts: { weekday, from, until, slotMinutes } });
    const before = sorted[at - 1];
    if (before && before.weekday === weekday && before.until > from) throw new AppError("resource.openings_overlap", { facts: { weekday, from, until: before.until } });
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
      data: { resourceId: resource.id, buildingId: resource.buildingId, name: resource.name, type: resource.type, status: resource.status },
    },
  ],
});
