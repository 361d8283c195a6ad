import { AppError } from "#shared/core/errors";
import type { HomeKind } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { ClaimStatus, ClaimWay } from "#shared/core/vocabulary";
import type { Said } from "#shared/events/said";

/** The most undecided claims of one person. */
const MAX_PENDING = 20;

/**
 * A person's claim to a unit. A decision is for good; whoever was turned down may claim again.
 *
 *     submit ──▶ pending ── approve ──▶ approved   (the person lives there)
 *                   ├────── reject ───▶ rejected   (with a reason)
 *                   └────── withdraw ─▶ withdrawn  (a code was faster, or the person left for good)
 *     redeem a code ──────────────────▶ approved
 */
export interface Claim {
  readonly id: Id<"claim">;
  readonly buildingId: Id<"building">;
  readonly unitId: Id<"unit">;
  readonly userId: Id<"user">;
  readonly kind: HomeKind;
  readonly way: ClaimWay;
  readonly status: ClaimStatus;
  readonly message: string | null;
  readonly reason: string | null;
  readonly residenceId: Id<"residence"> | null;
  readonly createdAt: Instant;
  readonly decidedAt: Instant | null;
  readonly decidedBy: Id<"user"> | null;
  readonly version: number;
}

/** A claim with the words people know it by. `seenVersion` grows with any of them. */
export interface SeenClaim extends Claim {
  readonly unitLabel: string;
  readonly userName: string | null;
  readonly seenVersion: number;
}

/** The claims that stand in the way of a new one. */
export interface Undecided {
  /** How many the person has, anywhere. */
  readonly mine: number;
  /** Those to this unit, anybody's. */
  readonly here: readonly Pick<Claim, "userId" | "kind">[];
}

interface Changed {
  readonly claim: Claim;
  readonly events: readonly Said[];
}

type Claiming = Pick<Claim, "id" | "buildingId" | "unitId" | "userId" | "kind">;

/** Asks the manager. One undecided claim a person and unit, and one owner's claim a unit: the index says so too. */
export function submit(
  who: Claiming,
  message: string | null,
  unitLabel: string,
  undecided: Undecided,
  now: Instant,
): Changed {
  if (undecided.here.some(({ userId }) => userId === who.userId)) throw new AppError("claim.already_open");
  if (who.kind === "owner" && undecided.here.some(({ kind }) => kind === "owner"))
    throw new AppError("claim.owner_pending");
  if (undecided.mine >= MAX_PENDING) throw new AppError("claim.too_many", { facts: { limit: MAX_PENDING } });
  const claim: Claim = { ...fresh(who, now), message };
  const { id: claimId, userId, unitId, buildingId, kind } = claim;
  return {
    claim,
    events: [
      {
        type: "claim.submitted",
        subject: claimId,
        building: buildingId,
        version: claim.version,
        data: { claimId, userId, unitId, buildingId, unitLabel, kind },
      },
    ],
  };
}

/** A claim with a code is approved as it is made. */
export function redeem(who: Claiming, residenceId: Id<"residence">, unitLabel: string, now: Instant): Changed {
  return decided(
    { ...fresh(who, now), way: "code", status: "approved", residenceId, decidedAt: now, decidedBy: null },
    unitLabel,
  );
}

export function approve(
  claim: Claim,
  residenceId: Id<"residence">,
  unitLabel: string,
  decidedBy: Id<"user">,
  now: Instant,
): Changed {
  demandPending(claim);
  const { version } = claim;
  return decided(
    { ...claim, status: "approved", residenceId, decidedAt: now, decidedBy, version: version + 1 },
    unitLabel,
  );
}

export function reject(claim: Claim, reason: string, unitLabel: string, decidedBy: Id<"user">, now: Instant): Changed {
  demandPending(claim);
  return decided(
    { ...claim, status: "rejected", reason, decidedAt: now, decidedBy, version: claim.version + 1 },
    unitLabel,
  );
}

/** Nobody waits for it any more, so nobody is told. */
export function withdraw(claim: Claim, now: Instant): Claim {
  demandPending(claim);
  return { ...claim, status: "withdrawn", decidedAt: now, version: claim.version + 1 };
}

const fresh = (who: Claiming, now: Instant): Claim => ({
  id: who.id,
  buildingId: who.buildingId,
  unitId: who.unitId,
  userId: who.userId,
  kind: who.kind,
  way: "request",
  status: "pending",
  message: null,
  reason: null,
  residenceId: null,
  createdAt: now,
  decidedAt: null,
  decidedBy: null,
  version: 1,
});

function demandPending({ status }: Claim): void {
  if (status !== "pending") throw new AppError("claim.decided", { facts: { status } });
}

function decided(claim: Claim, unitLabel: string): Changed {
  const { id: claimId, userId, unitId, buildingId, version, reason } = claim;
  const decision = claim.status === "rejected" ? "rejected" : "approved";
  return {
    claim,
    events: [
      {
        type: "claim.decided",
        subject: claimId,
        building: buildingId,
        version,
        // The reason is the decider's own words.
        ...(reason !== null && claim.decidedBy !== null && { person: claim.decidedBy }),
        data: { claimId, userId, unitId, buildingId, unitLabel, decision, reason },
      },
    ],
  };
}
