import { personOf } from "#shared/core/actor";
import type { HomeKind } from "#shared/core/homes";
import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { hmacWith } from "#shared/worker/hmac";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import type { SeenClaim } from "../domain/claim.ts";
import { claimByRequest, claimWithCode } from "../domain/claiming.ts";
import { readCode } from "../domain/code.ts";
import { addClaim, CLAIM_REFUSALS, countPendingOf, pendingHere, saveClaim } from "../store/claims.ts";
import { codeByHash, saveUse } from "../store/codes.ts";
import { profileOf } from "../store/profiles.ts";
import { addResidence, RESIDENCE_REFUSALS, timesIn } from "../store/residences.ts";
import { unitIdOfCode, unitOf } from "../store/units.ts";

type Wanted =
  | { readonly way: "code"; readonly code: string }
  | { readonly way: "request"; readonly unitId: Id<"unit">; readonly kind: HomeKind; readonly message: string | null };

/** Claim a unit: with its code one lives there at once, without one the manager is asked. */
export async function submitClaim(call: Call, wanted: Wanted): Promise<SeenClaim> {
  const { id: user } = personOf(call.actor);
  const hash = wanted.way === "code" ? await (await hmacWith(call.env.RESIDENCY_SECRET))(readCode(wanted.code)) : "";
  const unitId = wanted.way === "code" ? unitIdOfCode(hash) : wanted.unitId;
  const { code, mine, profile, ...facts } = await load(call, {
    code: codeByHash(hash),
    unit: unitOf(unitId),
    times: timesIn(unitId, user),
    here: pendingHere(unitId),
    mine: countPendingOf(user),
    profile: profileOf(user),
  });
  const ids = { user, claim: newId("claim", call.now), residence: newId("residence", call.now) };
  const { unit, claim, moved, events } =
    wanted.way === "code"
      ? claimWithCode(code, facts, ids, call.now)
      : claimByRequest(wanted, facts, mine, ids, call.now);
  return commit(call, {
    save: [
      ...(moved ? [saveUse(moved.code), addResidence(moved.residence), ...moved.overtaken.map(saveClaim)] : []),
      addClaim(claim),
    ],
    events,
    result: {
      ...claim,
      unitLabel: unit.label,
      userName: profile?.name ?? null,
      seenVersion: claim.version + unit.version + (profile?.version ?? 0),
    },
    refusals: { ...CLAIM_REFUSALS, ...RESIDENCE_REFUSALS },
  });
}
