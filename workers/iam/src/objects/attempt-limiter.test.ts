import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, hours, minutes } from "#shared/core/time";
import { at } from "#shared/testing/queue";
import type { Env } from "../call.ts";
import { accountBuckets, codeBucket, pairKey, trustKey } from "../domain/attempts.ts";

const { LIMITERS } = env as unknown as Env;
const aLimiter = () => LIMITERS.getByName(crypto.randomUUID());
const NOW = Date.UTC(2026, 10, 22);
const rowsIn = (limiter: ReturnType<typeof aLimiter>) =>
  runInDurableObject(limiter, (_, { storage }) =>
    storage.sql.exec("SELECT key, until FROM counters ORDER BY key").toArray(),
  );

beforeEach(() => vi.useFakeTimers({ now: NOW, toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

describe("an attempt limiter", () => {
  it("lets exactly as many of parallel attempts pass as the bucket holds", async () => {
    const limiter = aLimiter();
    const buckets = accountBuckets("sign_in", "account", "place");
    const verdicts = await Promise.all(Array.from({ length: 30 }, () => limiter.attempt(buckets, [], NOW)));
    expect(verdicts.filter(({ wait }) => wait === 0)).toHaveLength(10);
    expect(verdicts.at(-1)?.wait).toBe(minutes(1.5));
  });

  it("counts nothing of an attempt that it refuses", async () => {
    const limiter = aLimiter();
    const buckets = accountBuckets("sign_in", "account", "place");
    for (let tries = 0; tries < 10; tries += 1) await limiter.attempt(buckets, [], NOW);
    const before = await rowsIn(limiter);
    expect(await limiter.attempt(buckets, [codeBucket("code")], NOW)).toEqual({ wait: minutes(1.5), open: [] });
    expect(await rowsIn(limiter)).toEqual(before);
  });

  it("slows an account that is tried from everywhere, but not where its owner signed in before", async () => {
    const limiter = aLimiter();
    await limiter.succeed(pairKey("sign_in", "account", "home"), trustKey("account", "home"), NOW + days(30), NOW);
    for (let place = 0; place < 100; place += 1)
      await limiter.attempt(accountBuckets("sign_in", "account", `place ${place}`), [], NOW);
    const elsewhere = await limiter.attempt(accountBuckets("sign_in", "account", "elsewhere"), [], NOW);
    expect(elsewhere.wait).toBe(days(1) / 100);
    expect((await limiter.attempt(accountBuckets("sign_in", "account", "home"), [], NOW)).wait).toBe(0);
  });

  it("forgets, by its alarm, what no longer counts, and sleeps when nothing is left", async () => {
    const limiter = aLimiter();
    await limiter.attempt(accountBuckets("sign_in", "account", "place"), [], NOW);
    await limiter.succeed(pairKey("sign_in", "account", "place"), trustKey("account", "place"), NOW + days(30), NOW);
    at(NOW + hours(1));
    expect(await runDurableObjectAlarm(limiter)).toBe(true);
    expect(await rowsIn(limiter)).toEqual([{ key: "trust account place", until: NOW + days(30) }]);
    at(NOW + days(30));
    expect(await runDurableObjectAlarm(limiter)).toBe(true);
    expect(await rowsIn(limiter)).toEqual([]);
    expect(await runDurableObjectAlarm(limiter)).toBe(false);
  });
});
