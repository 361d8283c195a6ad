import type { Behind, Call } from "../call.ts";
import { askDoor, BEHIND } from "../clients/doors.ts";

/** How long a worker's chores may take, in milliseconds. */
const DEADLINE = 25_000;

/** One minute of the clock for every worker: on a laptop nothing else runs it. */
export async function tickWorkers(call: Call): Promise<{ ticked: Behind[]; failed: Behind[] }> {
  const outcomes = await Promise.all(
    BEHIND.map(async (worker) => {
      const answer = await askDoor(call, worker, { method: "POST", path: "/dev/tick", deadline: DEADLINE }).catch(
        () => undefined,
      );
      await answer?.body?.cancel();
      return { worker, ticked: answer?.ok === true };
    }),
  );
  const named = (ticked: boolean) => outcomes.filter((one) => one.ticked === ticked).map(({ worker }) => worker);
  return { ticked: named(true), failed: named(false) };
}
