import type { Home } from "#shared/core/homes";
import { commit } from "#shared/worker/commit";
import { keepHome } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";

/** Somebody lives here now; one who is known to have left since stays gone. */
export async function welcomeResident(call: Call, home: Home): Promise<void> {
  await load(call, {});
  await commit(call, { save: [keepHome(home)], events: [], result: undefined });
}
