import { personOf } from "#shared/core/actor";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import { listHomesOf, type SeenHome } from "../store/residences.ts";

/** Where I live now. */
export async function listMyHomes(
  call: Call,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<SeenHome>> {
  const { id } = personOf(call.actor);
  const list = `homes ${id}`;
  const { homes } = await load(call, {
    homes: listHomesOf(list, id, call.now, afterOf(list, page.cursor), page.limit),
  });
  return homes;
}
