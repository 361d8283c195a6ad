import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import type { ClaimStatus } from "#shared/core/vocabulary";
import { adding, changing, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import type { Claim, SeenClaim } from "../domain/claim.ts";
import { aliased, aliasedOrNull, claims, profiles, units } from "./schema.ts";

/** Constraints that repeat a rule, for `commit`: the longer name first, as one begins with the other. */
export const CLAIM_REFUSALS = {
  "claims.unit_id, claims.user_id": "claim.already_open",
  "claims.unit_id": "claim.owner_pending",
} as const;

const seenFields = {
  id: aliased(claims.id, "claim_id"),
  buildingId: aliased(claims.buildingId, "claim_building"),
  unitId: aliased(claims.unitId, "claim_unit"),
  userId: aliased(claims.userId, "claim_user"),
  kind: aliased(claims.kind, "claim_kind"),
  way: aliased(claims.way, "claim_way"),
  status: aliased(claims.status, "claim_status"),
  message: aliased(claims.message, "claim_message"),
  reason: aliased(claims.reason, "claim_reason"),
  residenceId: aliased(claims.residenceId, "claim_residence"),
  createdAt: aliased(claims.createdAt, "claim_created"),
  decidedAt: aliased(claims.decidedAt, "claim_decided"),
  decidedBy: aliased(claims.decidedBy, "claim_decider"),
  version: aliased(claims.version, "claim_version"),
  unitLabel: aliased(units.label, "unit_label"),
  userName: aliasedOrNull(profiles.name, "user_name"),
  seenVersion: sql<number>`${claims.version} + ${units.version} + coalesce(${profiles.version}, 0)`.as("seen_version"),
};

export const claimOf = (id: Id<"claim">): Read<SeenClaim | undefined> =>
  read(
    (orm) =>
      orm
        .select(seenFields)
        .from(claims)
        .innerJoin(units, eq(units.id, claims.unitId))
        .leftJoin(profiles, eq(profiles.userId, claims.userId))
        .where(eq(claims.id, id)),
    (rows) => rows[0],
  );

/** Where a claim's building, unit and person are found, for other reads of the same batch. */
export const buildingIdOfClaim = (id: Id<"claim">): SQL => sql`(select building_id from claims where id = ${id})`;
export const unitIdOfClaim = (id: Id<"claim">): SQL => sql`(select unit_id from claims where id = ${id})`;
export const userIdOfClaim = (id: Id<"claim">): SQL => sql`(select user_id from claims where id = ${id})`;

/** The undecided claims to a unit (its id, or a subquery that finds it). */
export const pendingHere = (unitId: Id<"unit"> | SQL): Read<Claim[]> =>
  read(
    (orm) => orm.select().from(claims).where(sql`${claims.unitId} = ${unitId} and ${claims.status} = 'pending'`),
    (rows) => rows,
  );

/** How many undecided claims a person has. */
export const countPendingOf = (userId: Id<"user">): Read<number> =>
  read(
    (orm) =>
      orm
        .select({ count: sql<number>`count(*)`.as("count") })
        .from(claims)
        .where(and(eq(claims.userId, userId), eq(claims.status, "pending"))),
    (rows) => rows[0]?.count ?? 0,
  );

type Whose =
  | { readonly userId: Id<"user"> }
  | { readonly buildingId: Id<"building">; readonly status?: ClaimStatus | undefined };

/** The newest first; `list` names the list for the cursor. */
export const listClaimsOf = (
  list: string,
  whose: Whose,
  after: After | undefined,
  limit: number,
): Read<Page<SeenClaim>> =>
  read(
    (orm) =>
      orm
        .select(seenFields)
        .from(claims)
        .innerJoin(units, eq(units.id, claims.unitId))
        .leftJoin(profiles, eq(profiles.userId, claims.userId))
        .where(
          and(
            "userId" in whose ? eq(claims.userId, whose.userId) : eq(claims.buildingId, whose.buildingId),
            "status" in whose && whose.status ? eq(claims.status, whose.status) : undefined,
            after && lt(claims.id, sql`${String(after[0])}`),
          ),
        )
        .orderBy(desc(claims.id))
        .limit(limit + 1),
    (rows) => pageOf(list, rows, limit, (row) => [row.id]),
  );

export const addClaim = (claim: Claim): Save => adding((orm) => orm.insert(claims).values(claim));

/** Only the decision on a claim ever changes. */
export const saveClaim = ({ id, status, reason, residenceId, decidedAt, decidedBy, version }: Claim): Save =>
  changing(id, (orm) =>
    orm
      .update(claims)
      .set({ status, reason, residenceId, decidedAt, decidedBy, version })
      .where(and(eq(claims.id, id), eq(claims.version, version - 1))),
  );
