import { AppError } from "#shared/core/errors";
import { logError } from "#shared/worker/log";
import type { Call } from "../call.ts";
import {
  type Act,
  accountBuckets,
  codeBucket,
  pairKey,
  placeBucket,
  TRUST_KEPT,
  trustKey,
} from "../domain/attempts.ts";
import { hashOf } from "./secrets.ts";

/** Who tries, as a name or an address, and from where. Only hashes of both leave this file. */
export interface Attempt {
  readonly act: Act;
  readonly account: string;
  /** The caller's address prefix, as the gateway gives it. */
  readonly from: string;
}

/** One object for each first character of a hash: guessing addresses makes no objects. */
const shardOf = ({ env }: Call, hash: string) => env.LIMITERS.getByName(`shard ${hash.charAt(0)}`);

const hashes = ({ env }: Call, { account, from }: Attempt): Promise<[string, string]> =>
  Promise.all([hashOf(env.IAM_SECRET, "attempts", account), hashOf(env.IAM_SECRET, "attempts", `from ${from}`)]);

/**
 * Counts an attempt, and a try of each code; answers those codes that may be tried. The same work whoever it is.
 *
 * @throws AppError `rate.limited`, with when to try again; `service.unavailable`
 */
export async function countAttempt(
  call: Call,
  one: Attempt,
  codes: readonly string[] = [],
): Promise<readonly string[]> {
  const [account, place] = await hashes(call, one);
  const buckets = accountBuckets(one.act, account, place);
  const [own, wide] = await Promise.all([
    shardOf(call, account).attempt(buckets, codes.map(codeBucket), call.now),
    shardOf(call, place).attempt([placeBucket(place)], [], call.now),
  ]).catch((error: unknown) => {
    logError("limiter.failed", error, { requestId: call.requestId });
    throw new AppError("service.unavailable", { cause: error });
  });
  const seconds = Math.ceil(Math.max(own.wait, wide.wait) / 1000);
  if (seconds > 0) throw new AppError("rate.limited", { facts: { seconds }, retryAfter: seconds });
  return codes.filter((code) => own.open.includes(codeBucket(code).key));
}

/** Whoever has just signed in is not slowed there by their own attempts, nor by anybody's elsewhere. */
export async function attemptSucceeded(call: Call, one: Attempt): Promise<void> {
  const [account, place] = await hashes(call, one);
  const { now } = call;
  try {
    await shardOf(call, account).succeed(
      pairKey(one.act, account, place),
      trustKey(account, place),
      now + TRUST_KEPT,
      now,
    );
  } catch (error) {
    logError("limiter.failed", error, { requestId: call.requestId });
  }
}
