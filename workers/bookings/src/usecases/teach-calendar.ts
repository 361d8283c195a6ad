import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { teachRules } from "../clients/calendar.ts";
import { calendarRulesOf } from "../domain/request.ts";
import { resourceById } from "../store/resources.ts";

/** A resource has changed: its calendar must know, since who waits may find room now. */
export async function teachCalendar(call: Call, id: Id<"resource">): Promise<void> {
  const { resource } = await load(call, { resource: resourceById(id) });
  await teachRules(call, resource.calendarId, id, calendarRulesOf(resource));
  await commit(call, { save: [], events: [], result: undefined });
}
