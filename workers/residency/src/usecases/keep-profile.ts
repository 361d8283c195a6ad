import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { keepProfileRow } from "../store/profiles.ts";

/** Remember what a person is called, unless something newer is known. */
export async function keepProfile(
  call: Call,
  { userId, name, locale }: { userId: Id<"user">; name: string; locale: string },
  version: number,
): Promise<void> {
  await load(call, {});
  await commit(call, { save: [keepProfileRow({ userId, name, locale, version })], events: [], result: null });
}
