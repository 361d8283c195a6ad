import { and, asc, eq, gt, isNull, ne, or, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { adding, changing, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import { GRANTS_PER_PERSON, type GrantRow } from "../domain/grant.ts";
import { grants, sessions, users } from "./schema.ts";

/** More than one account may have, so that none is overlooked. */
const OPEN_LIMIT = GRANTS_PER_PERSON + 10;

export const openGrantsOf = (userId: Id<"user">): Read<GrantRow[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(grants)
        .where(and(eq(grants.userId, userId), isNull(grants.endedAt)))
        .orderBy(asc(grants.id))
        .limit(OPEN_LIMIT),
    (rows) => rows,
  );

export const openGrantsOfAddress = (email: string): Read<GrantRow[]> =>
  read(
    (orm) => {
      const whose = orm.select({ id: users.id }).from(users).where(eq(users.email, email));
      return orm
        .select()
        .from(grants)
        .where(and(eq(grants.userId, whose), isNull(grants.endedAt)))
        .orderBy(asc(grants.id))
        .limit(OPEN_LIMIT);
    },
    (rows) => rows,
  );

export const openGrantsOfSession = (id: Id<"session">): Read<GrantRow[]> =>
  read(
    (orm) => {
      const whose = orm.select({ userId: sessions.userId }).from(sessions).where(eq(sessions.id, id));
      return orm
        .select()
        .from(grants)
        .where(and(eq(grants.userId, whose), isNull(grants.endedAt)))
        .orderBy(asc(grants.id))
        .limit(OPEN_LIMIT);
    },
    (rows) => rows,
  );

/** Whether anybody but this person is an admin. */
export const hasOtherAdmin = (userId: Id<"user"> | null): Read<boolean> =>
  read(
    (orm) =>
      orm
        .select({ id: grants.id })
        .from(grants)
        .where(
          and(
            // Spelled out, so that the index of admins is seen to fit.
            sql`${grants.role} = 'admin'`,
            isNull(grants.endedAt),
            userId === null ? undefined : ne(grants.userId, userId),
          ),
        )
        .limit(1),
    (rows) => rows.length > 0,
  );

export interface Member {
  readonly userId: Id<"user">;
  readonly name: string;
  readonly email: string;
  readonly grant: GrantRow;
}

export const memberList = (organisationId: Id<"organisation">): string => `members ${organisationId}`;

/** Every open grant on the organisation or something of it, with whose it is, in the order they were given. */
export const listMembersOf = (
  organisationId: Id<"organisation">,
  now: Instant,
  after: After | undefined,
  limit: number,
): Read<Page<Member>> =>
  read(
    (orm) =>
      orm
        .select({
          id: grants.id,
          userId: grants.userId,
          role: grants.role,
          target: grants.target,
          organisationId: grants.organisationId,
          isFirstAdmin: grants.isFirstAdmin,
          fromAt: grants.fromAt,
          untilAt: grants.untilAt,
          endedAt: grants.endedAt,
          name: sql<string>`${users.name}`.as("member_name"),
          email: sql<string>`coalesce(${users.email}, '')`.as("member_email"),
        })
        .from(grants)
        .innerJoin(users, eq(users.id, grants.userId))
        .where(
          and(
            eq(grants.organisationId, organisationId),
            isNull(grants.endedAt),
            or(isNull(grants.untilAt), gt(grants.untilAt, now)),
            after === undefined ? undefined : gt(grants.id, `grt_${String(after[0])}` as const),
          ),
        )
        .orderBy(asc(grants.id))
        .limit(limit + 1),
    (rows) => {
      const members = rows.map(({ name, email, ...grant }) => ({ userId: grant.userId, name, email, grant }));
      return pageOf(memberList(organisationId), members, limit, ({ grant }) => [grant.id.slice(4)]);
    },
  );

export const addGrant = (grant: GrantRow): Save => adding((orm) => orm.insert(grants).values(grant));

/** Ends a grant that is still open; an admin's only while there is another admin. */
export const endGrant = (grant: GrantRow, now: Instant): Save =>
  changing(grant.id, (orm) =>
    orm
      .update(grants)
      .set({ endedAt: now })
      .where(
        and(
          eq(grants.id, grant.id),
          isNull(grants.endedAt),
          grant.role === "admin"
            ? sql`(select count(*) from grants as others where others.role = 'admin' and others.ended_at is null) > 1`
            : undefined,
        ),
      ),
  );
