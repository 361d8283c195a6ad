import * as api from "../api.ts";
import { pause } from "../processes.mjs";
import { change, type Living } from "./living.ts";
import type { Person } from "./people.ts";
import type { Told } from "./under-key.ts";

/** Whoever moves in claims a flat within this share of the hour, and is let in within the other after it. */
const CLAIMS_WITHIN = 0.5;
const LET_IN_WITHIN = 0.1;

/** Somebody claims a flat, and the manager lets them in. */
export async function moveIn(living: Living, { who, client }: Person, unitId: string): Promise<void> {
  const { town, lasting, random, moves } = living;
  await pause(random() * CLAIMS_WITHIN * lasting);
  const body = { unitId, kind: "tenant" } as const;
  const claim = await change(living, "claim a flat", (idempotencyKey) =>
    api.submitClaim({ idempotencyKey, body }, client.sender),
  );
  const { id } = claim;
  if (claim.outcome !== "acknowledged" || !id) {
    moves.push({ who, unitId, claimId: undefined, refusal: refusalOf(claim) });
    return;
  }
  await pause(random() * LET_IN_WITHIN * lasting);
  const approval = await change(living, "let somebody in", (idempotencyKey) =>
    api.approveClaim({ id, idempotencyKey }, town.manager.sender),
  );
  moves.push({ who, unitId, claimId: id, refusal: refusalOf(approval) });
}

const refusalOf = ({ outcome, code, status }: Told): string | undefined =>
  outcome === "acknowledged" ? undefined : outcome === "unknown" ? "unknown" : (code ?? String(status));
