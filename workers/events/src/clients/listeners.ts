import { listenerInternal, UNHEARD_LIMIT } from "#shared/contracts/events-internal";
import type { Listener } from "#shared/events/catalogue";
import { ask } from "#shared/worker/peer";
import type { Call, Env } from "../call.ts";

const DOORS = {
  residency: "RESIDENCY",
  bookings: "BOOKINGS",
  notifications: "NOTIFICATIONS",
} as const satisfies Readonly<Record<Listener, keyof Env>>;

/**
 * Which of these events a listener has not acted on.
 *
 * @throws AppError `service.unavailable`
 */
export async function unheardBy(
  call: Call,
  listener: Listener,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const { unheard } = listenerInternal;
  const route = { ...unheard, internalTerms: { ...unheard.internalTerms, worker: listener } };
  const missing = new Set<string>();
  for (let at = 0; at < names.length; at += UNHEARD_LIMIT) {
    const told = await ask(call, call.env[DOORS[listener]], route, { ids: names.slice(at, at + UNHEARD_LIMIT) });
    for (const name of told.missing) missing.add(name);
  }
  return missing;
}
