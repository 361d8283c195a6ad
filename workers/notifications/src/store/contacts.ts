import { eq, inArray, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import { changing, changingOrNot, provided, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { places } from "#shared/worker/tables";
import type { HeldGrant } from "../domain/claim.ts";
import { type Contact, stranger } from "../domain/contact.ts";
import { contacts, deliveries, grants } from "./schema.ts";

/** What is known of a person; of whom nothing is known, that. */
export const contactOf = (userId: Id<"user">): Read<Contact> =>
  read(
    (orm) => orm.select().from(contacts).where(eq(contacts.userId, userId)),
    ([row]) => row ?? stranger(userId),
  );

/** Of whom a delivery is for; undefined for somebody without an account, or not heard of. */
export const contactOfDelivery = (id: Id<"delivery">): Read<Contact | undefined> =>
  read(
    (orm) =>
      orm
        .select()
        .from(contacts)
        .where(
          eq(contacts.userId, orm.select({ userId: deliveries.userId }).from(deliveries).where(eq(deliveries.id, id))),
        ),
    ([row]) => row,
  );

/** The grants that cover a building: on it, or on the organisation that runs it, as given or else as known. */
const covering = (buildingId: Id<"building">, organisationId: Id<"organisation"> | null) =>
  sql`${grants.target} in (${buildingId}, coalesce(${organisationId},
    (select ${places.organisationId} from ${places} where ${places.id} = ${buildingId})))`;

/** Of everybody who has a grant that covers the building. */
export const contactsOver = (
  buildingId: Id<"building">,
  organisationId: Id<"organisation"> | null = null,
): Read<Contact[]> =>
  read(
    (orm) => {
      const holders = orm.select({ userId: grants.userId }).from(grants).where(covering(buildingId, organisationId));
      return orm.select().from(contacts).where(inArray(contacts.userId, holders));
    },
    (rows) => rows,
  );

/** Keeps a contact that is still as it was read. */
export const saveContact = (contact: Contact): Save =>
  changing(contact.userId, (orm) => {
    const { userId, ...row } = { ...contact, version: contact.version + 1 };
    return orm
      .insert(contacts)
      .values({ userId, ...row })
      .onConflictDoUpdate({ target: contacts.userId, set: row, setWhere: eq(contacts.version, contact.version) });
  });

/** Refuses the commit if somebody of these was deleted since they were read: nothing is kept for them any more. */
export const nobodyGone = (userIds: readonly Id<"user">[]): Save =>
  provided(
    "a person",
    sql`not exists (select 1 from ${contacts} where deleted_at is not null
      and user_id in (select value from json_each(${JSON.stringify(userIds)})))`,
  );

export const grantsOf = (userId: Id<"user">): Read<HeldGrant[]> =>
  read(
    (orm) => orm.select().from(grants).where(eq(grants.userId, userId)),
    (rows) => rows,
  );

export const grantsOver = (
  buildingId: Id<"building">,
  organisationId: Id<"organisation"> | null = null,
): Read<HeldGrant[]> =>
  read(
    (orm) => orm.select().from(grants).where(covering(buildingId, organisationId)),
    (rows) => rows,
  );

/** Refuses the commit if by then a grant that covers the building came, went, or is known since another instant than when these were read. */
export const stillRunBy = (
  known: readonly HeldGrant[],
  buildingId: Id<"building">,
  organisationId: Id<"organisation"> | null = null,
): Save => {
  const sum = known.reduce((all, { sinceAt }) => all + sinceAt, 0);
  return provided(
    "grants",
    sql`(select total(since_at) from ${grants} where ${covering(buildingId, organisationId)}) = ${sum}`,
  );
};

/** All the open grants of a person, instead of those that were there. */
export const saveGrants = (userId: Id<"user">, held: readonly HeldGrant[]): Save[] => [
  dropGrants(userId),
  changingOrNot((orm) =>
    orm.insert(grants).select(sql`
      select value->>'grantId' as grant_id, value->>'userId' as user_id, value->>'role' as role,
        value->>'target' as target, value->>'sinceAt' as since_at, value->>'untilAt' as until_at
      from json_each(${JSON.stringify(held)})`),
  ),
];

export const dropGrants = (userId: Id<"user">): Save =>
  changingOrNot((orm) => orm.delete(grants).where(eq(grants.userId, userId)));
