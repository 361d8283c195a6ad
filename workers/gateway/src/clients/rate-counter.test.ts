import { describe, expect, it } from "vitest";
import type { Actor } from "#shared/core/actor";
import { seconds } from "#shared/core/time";
import { person } from "#shared/testing/story";
import type { Call, Env } from "../call.ts";
import { RATES, type RateClass, WINDOW_SECONDS } from "../domain/rate-policy.ts";
import { RateCounter, REMEMBERED } from "./rate-counter.ts";

const START = Date.UTC(2026, 10, 1);
const { limit, step } = RATES.read;

/** A binding that counts as the platform does, for all isolates of a place. */
function aPlace() {
  const counts = new Map<string, number>();
  const asked: string[] = [];
  const limiter = (binding: string, most: number) => ({
    limit: async ({ key }: { key: string }) => {
      asked.push(key);
      const count = (counts.get(`${binding} ${key}`) ?? 0) + 1;
      counts.set(`${binding} ${key}`, count);
      return { success: count <= most };
    },
  });
  const env = Object.fromEntries(
    Object.values(RATES).map((rate) => [rate.binding, limiter(rate.binding, rate.limit / rate.step)]),
  );
  return { env: env as unknown as Env, asked, begin: () => counts.clear() };
}

/** Asks as somebody at a time; true if let through, else the seconds to wait. */
const asking =
  (counter: RateCounter, env: Env) =>
  async (
    at: number,
    { actor = { kind: "nobody" } as Actor, address = "192.0.2.1/32", rate = "read" as RateClass } = {},
  ) => {
    const limited = await counter.count({ env, actor, address, now: at } as Call, rate);
    return limited?.retryAfter ?? true;
  };

describe("a client's calls in one isolate", () => {
  it(`are counted elsewhere one in ${step}, and refused once that is spent, for what is left of the window [GW-04]`, async () => {
    const { env, asked } = aPlace();
    const ask = asking(new RateCounter(), env);
    let passed = 0;
    while ((await ask(START + passed)) === true) passed += 1;
    expect(passed).toBeGreaterThanOrEqual(limit);
    expect(passed).toBeLessThan(limit + step);
    expect(asked.length).toBe(limit / step + 1);
    expect(await ask(START + seconds(20))).toBe(WINDOW_SECONDS - 20);
    for (let calls = 0; calls < 1_000; calls += 1) await ask(START + seconds(30));
    expect(asked.length).toBe(limit / step + 1);
  });

  it("begin anew when the window has ended", async () => {
    const { env, begin } = aPlace();
    const ask = asking(new RateCounter(), env);
    for (let calls = 0; calls < limit + step; calls += 1) await ask(START);
    expect(await ask(START + seconds(WINDOW_SECONDS) - 1)).toBe(1);
    begin();
    expect(await ask(START + seconds(WINDOW_SECONDS))).toBe(true);
  });

  it("are each counted elsewhere in the classes that are small", async () => {
    const { env, asked } = aPlace();
    const ask = asking(new RateCounter(), env);
    for (let calls = 0; calls < RATES.auth.limit; calls += 1) expect(await ask(START, { rate: "auth" })).toBe(true);
    expect(asked.length).toBe(RATES.auth.limit);
    expect(await ask(START, { rate: "auth" })).toBe(WINDOW_SECONDS);
  });

  it("are nobody else's, and of another class another count", async () => {
    const { env } = aPlace();
    const ask = asking(new RateCounter(), env);
    const who = person();
    for (let calls = 0; calls < limit + step; calls += 1) await ask(START);
    expect(await ask(START)).not.toBe(true);
    expect(await ask(START, { address: "192.0.2.2/32" })).toBe(true);
    expect(await ask(START, { actor: who })).toBe(true);
    for (let calls = 0; calls < RATES.write.step; calls += 1) expect(await ask(START, { rate: "write" })).toBe(true);
  });

  it("at once ask the binding once", async () => {
    const { env, asked } = aPlace();
    const ask = asking(new RateCounter(), env);
    await Promise.all(Array.from({ length: step }, () => ask(START)));
    expect(asked.length).toBe(1);
  });
});

describe("a client who asks many isolates", () => {
  it("is counted by their common binding as often as if it were one", async () => {
    const { env, asked } = aPlace();
    const isolates = Array.from({ length: 2_000 }, () => asking(new RateCounter(), env));
    for (const ask of isolates) await ask(START);
    // 200 are expected; one run in a billion has more than 6.5 standard deviations (13.4) less or more.
    expect(asked.length).toBeGreaterThan(200 - 87);
    expect(asked.length).toBeLessThan(200 + 87);
  });
});

describe("an isolate", () => {
  it("remembers no more clients than its limit: whoever was remembered longest begins anew", async () => {
    const { env, asked } = aPlace();
    const ask = asking(new RateCounter(), env);
    for (let calls = 0; calls < limit + step; calls += 1) await ask(START, { address: "first" });
    for (let others = 1; others < REMEMBERED; others += 1) await ask(START, { address: `other ${others}` });
    const before = asked.length;
    expect(await ask(START, { address: "first" })).not.toBe(true);
    expect(asked.length).toBe(before);
    await ask(START, { address: "one more" });
    for (let calls = 0; calls < step; calls += 1) await ask(START, { address: "first" });
    expect(asked.filter((key) => key === "first").length).toBe(limit / step + 2);
  });
});
