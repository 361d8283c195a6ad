import { AppError } from "#shared/core/errors";
import { type Instant, seconds } from "#shared/core/time";
import type { Call } from "../call.ts";
import { RATES, type RateClass, WINDOW_SECONDS } from "../domain/rate-policy.ts";
import { remember } from "./remember.ts";

/** How many clients one isolate remembers. Whoever has been remembered longest makes room, and begins anew with their next call. */
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
  readonly #counted = new Map<string, Counted>();

  /**
   * Counts one call against the client's share of a class: a person's own, or the network address of nobody and of whoever
   * tries to become somebody. There is nothing to wait for but where the binding is asked.
   *
   * @throws AppError `rate.limited`
   */
  count(call: Call, rate: RateClass): Promise<void> | undefined {
    const { actor, address, now } = call;
    const key = actor.kind === "person" && rate !== "auth" ? actor.id : address;
    const counted = this.#countedOf(`${rate} ${key}`, RATES[rate].step, now);
    if (!counted.isSpent && counted.left === 0) return countEverywhere(call, rate, key, counted);
    if (counted.isSpent) throw limited(counted.until - now);
    counted.left -= 1;
    return undefined;
  }

  #countedOf(client: string, step: number, now: Instant): Counted {
    const kept = this.#counted.get(client);
    if (kept && now < kept.until) return kept;
    const until = now + seconds(WINDOW_SECONDS);
    const counted = { until, left: Math.floor(Math.random() * step), isSpent: false };
    remember(this.#counted, client, counted, REMEMBERED);
    return counted;
  }
}

async function countEverywhere({ env, now }: Call, rate: RateClass, key: string, counted: Counted): Promise<void> {
  const { step, binding } = RATES[rate];
  counted.left = step;
  counted.isSpent = !(await env[binding].limit({ key })).success;
  if (counted.isSpent) throw limited(counted.until - now);
  counted.left -= 1;
}

function limited(ms: number): AppError {
  const left = Math.ceil(ms / 1000);
  return new AppError("rate.limited", { facts: { seconds: left }, retryAfter: left });
}
