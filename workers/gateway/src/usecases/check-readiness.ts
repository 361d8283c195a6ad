import { workerInternal } from "#shared/contracts/worker-internal";
import { AppError, type FieldError } from "#shared/core/errors";
import type { Behind, Call } from "../call.ts";
import { askDoor, BEHIND } from "../clients/doors.ts";

/** How long a worker may take to say that it is ready, in milliseconds. */
const DEADLINE = 2_000;

/**
 * Whether every worker can do its work.
 *
 * @throws AppError `service.not_ready`, with one entry for each worker that cannot: `service.not_configured` names the settings
 */
export async function checkReadiness(call: Call): Promise<{ ready: true; workers: Behind[] }> {
  const errors = (await Promise.all(BEHIND.map((worker) => complaintOf(call, worker)))).filter(
    (error) => error !== undefined,
  );
  if (errors.length > 0) throw new AppError("service.not_ready", { errors });
  return { ready: true, workers: [...BEHIND] };
}

async function complaintOf(call: Call, worker: Behind): Promise<FieldError | undefined> {
  const path = `/workers/${worker}`;
  try {
    const answer = await askDoor(call, worker, { path: workerInternal.ready.path, deadline: DEADLINE });
    if (answer.ok) return undefined;
    const { code, detail } = (await answer.json()) as { code: string; detail: string };
    return { path, code, detail };
  } catch {
    return { path, code: "service.unavailable", detail: `${worker} does not answer.` };
  }
}
