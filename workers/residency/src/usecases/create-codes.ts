import { CODES_LIMIT } from "#shared/contracts/residency-claims";
import { demand, personOf } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { HomeKind } from "#shared/core/homes";
import { type Id, newId } from "#shared/core/ids";
import { days, type Instant } from "#shared/core/time";
import { commit } from "#shared/worker/commit";
import { hmacWith } from "#shared/worker/hmac";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { postCode } from "../clients/letters.ts";
import { codeOf, RANDOM_CHARACTERS, readCode } from "../domain/code.ts";
import { buildingById } from "../store/buildings.ts";
import { addCodes, CODE_REFUSALS, revokeCodes, unitsWantingCodes } from "../store/codes.ts";
import { livesIn } from "../store/residences.ts";

interface NewCode {
  readonly id: Id<"code">;
  readonly unitId: Id<"unit">;
  readonly unitLabel: string;
  readonly kind: HomeKind;
  readonly code: string;
  readonly expiresAt: Instant;
}

interface Wanted {
  readonly unitIds?: readonly Id<"unit">[] | undefined;
  readonly letters: readonly { readonly unitId: Id<"unit">; readonly email: string }[];
  readonly kind: HomeKind;
  readonly validDays: number;
}

/** Make codes for these units, or for all that wait for their first resident. Only the answer and the letters hold them. */
export async function createCodes(
  call: Call,
  buildingId: Id<"building">,
  { unitIds, letters, kind, validDays }: Wanted,
): Promise<{ items: NewCode[]; remaining: number }> {
  const asked = [...(unitIds ?? []), ...letters.map(({ unitId }) => unitId)];
  const named = asked.length > 0 ? [...new Set(asked)] : undefined;
  const { building, lives, wanting } = await load(call, {
    building: buildingById(buildingId),
    lives: livesIn(call.actor, buildingId, call.now),
    wanting: unitsWantingCodes(buildingId, named, call.now, CODES_LIMIT),
  });
  demand(call.actor, building, "code.create", lives);
  if (named && wanting.units.length < named.length) throw new AppError("thing.not_found");
  const hash = await hmacWith(call.env.RESIDENCY_SECRET);
  const createdBy = personOf(call.actor).id;
  const expiresAt = call.now + days(validDays);
  const made = await Promise.all(
    wanting.units.map(async ({ id: unitId, label }) => {
      const random = crypto.getRandomValues(new Uint8Array(RANDOM_CHARACTERS));
      const code = codeOf(Array.from(random, (byte) => byte & 31));
      const id = newId("code", call.now);
      const row = {
        id,
        buildingId,
        unitId,
        kind,
        hash: await hash(readCode(code)),
        createdBy,
        createdAt: call.now,
        expiresAt,
      };
      return { row, view: { id, unitId, unitLabel: label, kind, code, expiresAt } };
    }),
  );
  const rows = made.map(({ row }) => row);
  const result = await commit(call, {
    save: [
      revokeCodes(
        rows.map(({ unitId }) => unitId),
        call.now,
        named !== undefined,
      ),
      addCodes(rows),
    ],
    events: [],
    result: { items: made.map(({ view }) => view), remaining: wanting.total - made.length },
    audit: { subject: buildingId, building: buildingId, fields: ["codes"] },
    refusals: CODE_REFUSALS,
  });
  for (const { unitId, email } of letters)
    for (const one of result.items) if (one.unitId === unitId) call.defer(postCode(call, building, one, email));
  return result;
}
