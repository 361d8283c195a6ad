import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import { adding, changing, type Save } from "#shared/worker/commit";
import type { BuildingFacts } from "#shared/worker/homes";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import type { Resource } from "../domain/resource.ts";
import { only, placeIn } from "./places.ts";
import { bookings, resources } from "./schema.ts";

export const resourceById = (id: Id<"resource">): Read<Resource> =>
  read((orm) => orm.select().from(resources).where(eq(resources.id, id)), only);

/** The resource of a booking, in the same batch as the booking itself. */
export const resourceOfBooking = (id: Id<"booking">): Read<Resource> =>
  read(
    (orm) =>
      orm
        .select()
        .from(resources)
        .where(
          eq(resources.id, orm.select({ resourceId: bookings.resourceId }).from(bookings).where(eq(bookings.id, id))),
        ),
    only,
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
        .select()
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

export const addResourceRow = (resource: Resource): Save => adding((orm) => orm.insert(resources).values(resource));

/** Without its id: setting that has the database look for whatever refers to it, in tables of bookings too. */
export const saveResource = ({ id, ...resource }: Resource): Save =>
  changing(id, (orm) =>
    orm
      .update(resources)
      .set(resource)
      .where(and(eq(resources.id, id), eq(resources.version, resource.version - 1))),
  );

/** The building of a resource, in the same batch as the resource itself. */
export const placeOfResource = (id: Id<"resource">): Read<BuildingFacts | undefined> =>
  placeIn((orm) => orm.select({ buildingId: resources.buildingId }).from(resources).where(eq(resources.id, id)));
