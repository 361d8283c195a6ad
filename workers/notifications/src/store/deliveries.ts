import { and, asc, desc, eq, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { adding, changing, changingOrNot, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import { places } from "#shared/worker/tables";
import type { Delivery } from "../domain/delivery.ts";
import { contacts, deliveries } from "./schema.ts";

const first = <T>([row]: readonly T[]): T | undefined => row;

export const deliveryById = (id: Id<"delivery">): Read<Delivery | undefined> =>
  read((orm) => orm.select().from(deliveries).where(eq(deliveries.id, id)), first);

export const deliveryByKey = (dedupeKey: string): Read<Delivery | undefined> =>
  read((orm) => orm.select().from(deliveries).where(eq(deliveries.dedupeKey, dedupeKey)), first);

/** The name of the building a delivery is about; null where it is about none, or the name is not known. */
export const buildingNameOf = (id: Id<"delivery">): Read<string | null> =>
  read(
    (orm) =>
      orm
        .select({ name: places.name })
        .from(places)
        .where(
          eq(
            places.id,
            orm.select({ buildingId: deliveries.buildingId }).from(deliveries).where(eq(deliveries.id, id)),
          ),
        ),
    ([row]) => row?.name ?? null,
  );

/** Spelled out, so that the indexes of what waits are seen to fit. */
const isQueued = sql`${deliveries.status} = 'queued'`;

const isFree = (now: Instant) => or(isNull(deliveries.leaseUntil), lte(deliveries.leaseUntil, now));

/** What waits to be sent, is free to be taken, and has somewhere to go. */
export const dueDeliveries = (now: Instant, limit: number): Read<Delivery[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(deliveries)
        .where(
          and(
            isQueued,
            lte(deliveries.nextAt, now),
            isFree(now),
            or(
              isNotNull(deliveries.address),
              sql`exists (select 1 from ${contacts} where ${contacts.userId} = ${deliveries.userId}
                and ${contacts.email} is not null and ${contacts.emailVerified} = 1)`,
            ),
          ),
        )
        .orderBy(asc(deliveries.nextAt))
        .limit(limit),
    (rows) => rows,
  );

/** A person's, waiting for an address. */
export const waitingFor = (userId: Id<"user">, now: Instant, limit: number): Read<Delivery[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(deliveries)
        .where(
          and(eq(deliveries.userId, userId), eq(deliveries.status, "queued"), isNull(deliveries.address), isFree(now)),
        )
        .orderBy(asc(deliveries.id))
        .limit(limit),
    (rows) => rows,
  );

/** What nobody could be reached with in time. */
export const lateDeliveries = (now: Instant, limit: number): Read<Delivery[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(deliveries)
        .where(and(isQueued, lte(deliveries.validUntil, now), isFree(now)))
        .limit(limit),
    (rows) => rows,
  );

export const logOf = (buildingId: Id<"building">, status: Delivery["status"] | undefined): string =>
  `deliveries ${buildingId} status=${status ?? ""}`;

export const listDeliveriesOf = (
  buildingId: Id<"building">,
  status: Delivery["status"] | undefined,
  after: After | undefined,
  limit: number,
): Read<Page<Delivery>> =>
  read(
    (orm) =>
      orm
        .select()
        .from(deliveries)
        .where(
          and(
            eq(deliveries.buildingId, buildingId),
            status && eq(deliveries.status, status),
            after && sql`${deliveries.id} < ${String(after[0])}`,
          ),
        )
        .orderBy(desc(deliveries.id))
        .limit(limit + 1),
    (rows) => pageOf(logOf(buildingId, status), rows, limit, ({ id }) => [id]),
  );

export const addDelivery = (delivery: Delivery): Save => adding((orm) => orm.insert(deliveries).values(delivery));

/** Kept unless one with its key is there: then that one is sent, and this one never was. */
export const addDeliveryOnce = (delivery: Delivery): Save =>
  changingOrNot((orm) => orm.insert(deliveries).values(delivery).onConflictDoNothing({ target: deliveries.dedupeKey }));

/** Keeps a step of a delivery that is still as it was read. */
export const saveDelivery = (before: Delivery, delivery: Delivery): Save => {
  const { id, ...row } = delivery;
  return changing(id, (orm) =>
    orm
      .update(deliveries)
      .set(row)
      .where(and(eq(deliveries.id, id), eq(deliveries.version, before.version), leaseIs(before))),
  );
};

/** Keeps a lease; whoever comes second finds it taken, and holds nothing. */
export const takeDelivery = (before: Delivery, held: Delivery): Save =>
  changingOrNot((orm) =>
    orm
      .update(deliveries)
      .set({ lease: held.lease, leaseUntil: held.leaseUntil })
      .where(and(eq(deliveries.id, held.id), eq(deliveries.version, before.version), leaseIs(before))),
  );

const leaseIs = ({ lease }: Delivery) => (lease === null ? isNull(deliveries.lease) : eq(deliveries.lease, lease));

/** Nobody is written to any more, and the log forgets where they were. */
export const eraseDeliveries = (userId: Id<"user">): Save[] => [
  changingOrNot((orm) =>
    orm
      .update(deliveries)
      .set({
        status: "suppressed",
        reason: "user_deleted",
        parameters: null,
        address: null,
        lease: null,
        leaseUntil: null,
        version: sql`${deliveries.version} + 1`,
      })
      .where(and(eq(deliveries.userId, userId), eq(deliveries.status, "queued"))),
  ),
  changingOrNot((orm) => orm.update(deliveries).set({ masked: null }).where(eq(deliveries.userId, userId))),
];

export const dropDeliveries = (before: Instant): Save =>
  changingOrNot((orm) => orm.delete(deliveries).where(lt(deliveries.createdAt, before)));
