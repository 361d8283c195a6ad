import { AppError } from "#shared/core/errors";
import type { Soon } from "#shared/core/soon";
import { type Instant, seconds } from "#shared/core/time";
import type { Call } from "../call.ts";
import { RATES, type RateClass, WINDOW_SECONDS } from "../domain/rate-policy.ts";
import { remember } from "./remember.ts";

/** How many clients of a class one isolate remembers. Whoever has been remembered longest makes room, and begins anew with their next call. */
export const REMEMBERED = 10_000;

interface Counted {
  readonly until: Instant;
  /** Calls until the next one that the binding counts. */
  left: number;
  isSpent: boolean;
}

/**
 * How often each client calls. A binding counts for all isolates of a place, one call in `step`, and what it said of a client is
 * remembered here: so a flood costs hardly a call to anywhere, and none once it is refused. Which of a client's first calls the
 * binding counts, chance says: else whoever asks each isolate only a few times would be counted nowhere, or `step` times.
 */
export class RateCounter {
  readonly #counted = new Map<RateClass, Map<string, Counted>>();

  /**
   * Counts one call against the client's share of a class: a person's own, or the network address of nobody and of whoever
   * tries to become somebody. Where nothing is left of it, `rate.limited`, which is told and not thrown: a flood is refused so. There
   * is nothing to wait for but where the binding is asked.
   */
  count(call: Call, rate: RateClass): Soon<AppError | undefined> {
    const { actor, address, now } = call;
    const key = actor.kind === "person" && rate !== "auth" ? actor.id : address;
    const counted = this.#countedOf(rate, key, now);
    if (!counted.isSpent && counted.left === 0) return countEverywhere(call, rate, key, counted);
    return takeOne(counted, now);
  }

  #countedOf(rate: RateClass, client: string, now: Instant): Counted {
    const clients = this.#counted.get(rate) ?? new Map<string, Counted>();
    const kept = clients.get(client);
    if (kept && now < kept.until) return kept;
    const until = now + seconds(WINDOW_SECONDS);
    const counted = { until, left: Math.floor(Math.random() * RATES[rate].step), isSpent: false };
    this.#counted.set(rate, clients);
    remember(clients, client, counted, REMEMBERED);
    return counted;
  }
}

async function countEverywhere({ env, now }: Call, rate: RateClass, key: string, counted: Counted) {
  const { step, binding } = RATES[rate];
  counted.left = step;
  counted.isSpent = !(await env[binding].limit({ key })).success;
  return takeOne(counted, now);
}

function takeOne(counted: Counted, now: Instant): AppError | undefined {
  if (counted.isSpent) return limited(counted.until - now);
  counted.left -= 1;
  return undefined;
}

function limited(ms: number): AppError {
  const left = Math.ceil(ms / 1000);
  return new AppError("rate.limited", { facts: { seconds: left }, retryAfter: left });
}
