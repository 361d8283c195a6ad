import { and, desc, eq, gt, lt, sql } from "drizzle-orm";
import type { Instant } from "#shared/core/time";
import { changingOrNot, provided, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { places } from "#shared/worker/tables";
import type { Claim, PlacedClaim } from "../domain/claim.ts";
import { claims } from "./schema.ts";

/** The most claims one event about a building or a grant brings to somebody. */
const CLAIMS_LIMIT = 100;

const columns = {
  id: claims.id,
  buildingId: claims.buildingId,
  unitLabel: claims.unitLabel,
  kind: claims.kind,
  eventId: claims.eventId,
  submittedAt: claims.submittedAt,
  version: claims.version,
};

/** Of a claim: submitted after an instant, in one of these buildings or of those that these organisations run. */
export const submittedOn = (targets: readonly string[], after: Instant) =>
  and(
    gt(claims.submittedAt, after),
    sql`${claims.buildingId} in (
      select value from json_each(${JSON.stringify(targets)})
      union select id from ${places} where organisation_id in (select value from json_each(${JSON.stringify(targets)})))`,
  );

/** Claims submitted after an instant, in these buildings and in those that these organisations run. */
export const claimsOnTargets = (targets: readonly string[], after: Instant): Read<PlacedClaim[]> =>
  read(
    (orm) =>
      orm
        .select({ ...columns, organisationId: places.organisationId })
        .from(claims)
        .leftJoin(places, eq(places.id, claims.buildingId))
        .where(submittedOn(targets, after))
        .orderBy(desc(claims.submittedAt))
        .limit(CLAIMS_LIMIT),
    (rows) => rows,
  );

/** Refuses the commit if by then there are more of these claims, or fewer, than were read. */
export const noOtherClaims = (targets: readonly string[], after: Instant, known: readonly Claim[]): Save =>
  provided(
    "claims",
    sql`(select min(count(*), ${CLAIMS_LIMIT}) from ${claims} where ${submittedOn(targets, after)}) = ${known.length}`,
  );

/** Kept as submitted; heard again it is the same. */
export const keepClaim = (claim: Claim): Save =>
  changingOrNot((orm) => orm.insert(claims).values(claim).onConflictDoNothing());

export const dropClaims = (before: Instant): Save =>
  changingOrNot((orm) => orm.delete(claims).where(lt(claims.submittedAt, before)));
