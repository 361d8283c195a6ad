import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { Said } from "#shared/events/said";

export interface Address {
  readonly line1: string;
  readonly line2: string | null;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
}

export interface Building {
  readonly id: Id<"building">;
  readonly organisationId: Id<"organisation">;
  readonly name: string;
  readonly address: Address;
  readonly timeZone: string;
  readonly currency: string;
  readonly locale: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

/** What anybody who is signed in may know of a building. */
export type BuildingFront = Pick<Building, "id" | "name" | "address">;

/** What every worker needs to know of a building. */
export type BuildingFacts = Pick<
  Building,
  "id" | "organisationId" | "name" | "timeZone" | "currency" | "locale" | "version"
>;

export const factsOf = ({
  id,
  organisationId,
  name,
  timeZone,
  currency,
  locale,
  version,
}: Building): BuildingFacts => ({
  id,
  organisationId,
  name,
  timeZone,
  currency,
  locale,
  version,
});

type Wanted = Pick<Building, "organisationId" | "name" | "address" | "timeZone" | "currency" | "locale">;

/** A JSON Merge Patch of a building. */
export interface BuildingPatch {
  readonly name?: string | undefined;
  readonly address?: { readonly [K in keyof Address]?: Address[K] | undefined } | undefined;
  readonly timeZone?: string | undefined;
  readonly currency?: string | undefined;
  readonly locale?: string | undefined;
}

interface Changed {
  readonly building: Building;
  readonly events: readonly Said[];
}

export function addBuilding(wanted: Wanted, id: Id<"building">, now: Instant): Changed {
  return told("building.created", { ...wanted, id, createdAt: now, updatedAt: now, version: 1 });
}

export function changeBuilding(building: Building, patch: BuildingPatch, now: Instant): Changed {
  const { address = {} } = patch;
  return told("building.updated", {
    ...building,
    name: patch.name ?? building.name,
    address: {
      line1: address.line1 ?? building.address.line1,
      line2: address.line2 === undefined ? building.address.line2 : address.line2,
      postalCode: address.postalCode ?? building.address.postalCode,
      city: address.city ?? building.address.city,
      country: address.country ?? building.address.country,
    },
    timeZone: patch.timeZone ?? building.timeZone,
    currency: patch.currency ?? building.currency,
    locale: patch.locale ?? building.locale,
    updatedAt: now,
    version: building.version + 1,
  });
}

function told(type: "building.created" | "building.updated", building: Building): Changed {
  const { id, version, ...facts } = factsOf(building);
  return { building, events: [{ type, subject: id, building: id, version, data: { buildingId: id, ...facts } }] };
}
