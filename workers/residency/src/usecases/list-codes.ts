import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import type { CodeStatus } from "#shared/core/vocabulary";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import { statusOf } from "../domain/code.ts";
import { buildingById } from "../store/buildings.ts";
import { codeList, listCodesOf, type SeenCode } from "../store/codes.ts";
import { livesIn } from "../store/residences.ts";

/** The codes of a building and what became of them. */
export async function listCodes(
  call: Call,
  buildingId: Id<"building">,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<SeenCode & { status: CodeStatus }>> {
  const after = afterOf(codeList(buildingId), page.cursor);
  const { building, lives, codes } = await load(call, {
    building: buildingById(buildingId),
    lives: livesIn(call.actor, buildingId, call.now),
    codes: listCodesOf(buildingId, after, page.limit),
  });
  demand(call.actor, building, "code.create", lives);
  return { ...codes, items: codes.items.map((code) => ({ ...code, status: statusOf(code, call.now) })) };
}
