import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { teachRules } from "../clients/calendar.ts";
import { calendarRulesOf } from "../domain/request.ts";
import { begunOfWaitersBeside } from "../store/requests.ts";
import { resourceById } from "../store/resources.ts";

/** A resource has changed: its calendar must know, since who waits may find room now, and what they used of one that joined counts. */
export async function teachCalendar(call: Call, id: Id<"resource">): Promise<void> {
  const { resource, begun } = await load(call, {
    resource: resourceById(id),
    begun: begunOfWaitersBeside(id, call.now),
  });
  await teachRules(call, resource.calendarId, id, calendarRulesOf(resource), begun);
  await commit(call, { save: [], events: [], result: undefined });
}
