import { AppError } from "#shared/core/errors";
import type { HomeKind } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { Said } from "#shared/events/said";
import { type Claim, redeem, submit, withdraw } from "./claim.ts";
import { type Code, useCode } from "./code.ts";
import { isOpen, moveIn, type Residence } from "./residence.ts";
import type { PlacedUnit } from "./unit.ts";

interface Ids {
  readonly claim: Id<"claim">;
  readonly residence: Id<"residence">;
  readonly user: Id<"user">;
}

/** What is known of the unit that somebody claims. */
interface Facts {
  readonly unit: PlacedUnit | undefined;
  /** All the times this person lived there. */
  readonly times: readonly Residence[];
  /** The undecided claims to it, anybody's. */
  readonly here: readonly Claim[];
}

/** What a claim changes: itself; with a code, the code, the residence it opens, and an undecided claim it overtakes. */
interface Claimed {
  readonly unit: PlacedUnit;
  readonly claim: Claim;
  readonly moved: { readonly code: Code; readonly residence: Residence; readonly overtaken: readonly Claim[] } | null;
  readonly events: readonly Said[];
}

/** With a code one lives there at once. */
export function claimWithCode(code: Code | undefined, { unit, times, here }: Facts, ids: Ids, now: Instant): Claimed {
  if (!code || !unit) throw new AppError("claim.code_unknown");
  const used = useCode(code, now);
  const who = { buildingId: unit.buildingId, unitId: unit.id, userId: ids.user, kind: code.kind };
  const { residence, events } = moveIn({ ...who, id: ids.residence }, unit.label, times, now);
  const approved = redeem({ ...who, id: ids.claim }, residence.id, unit.label, now);
  const overtaken = here.filter(({ userId }) => userId === ids.user).map((claim) => withdraw(claim, now));
  return {
    unit,
    claim: approved.claim,
    moved: { code: used, residence, overtaken },
    events: [...approved.events, ...events],
  };
}

/** Without one, the manager decides. `mine` is how many undecided claims the person has. */
export function claimByRequest(
  wanted: { readonly kind: HomeKind; readonly message: string | null },
  { unit, times, here }: Facts,
  mine: number,
  ids: Ids,
  now: Instant,
): Claimed {
  if (!unit) throw new AppError("thing.not_found");
  if (times.some((one) => isOpen(one, now))) throw new AppError("claim.already_resident");
  const who = { id: ids.claim, buildingId: unit.buildingId, unitId: unit.id, userId: ids.user, kind: wanted.kind };
  const { claim, events } = submit(who, wanted.message, unit.label, { mine, here }, now);
  return { unit, claim, moved: null, events };
}
