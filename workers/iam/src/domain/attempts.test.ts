import { describe, expect, it } from "vitest";
import { days, minutes, seconds } from "#shared/core/time";
import { accountBuckets, attempt, type Bucket, codeBucket, placeBucket } from "./attempts.ts";

const NOW = Date.UTC(2026, 10, 22);

/** How many attempts at once pass, and how long the next waits. */
function emptied(bucket: Bucket): { passed: number; wait: number } {
  let fullAt = 0;
  for (let passed = 0; ; passed += 1) {
    const outcome = attempt(bucket, fullAt, NOW);
    if ("wait" in outcome) return { passed, wait: outcome.wait };
    fullAt = outcome.fullAt;
  }
}

describe("attempts", () => {
  const [pair, account] = accountBuckets("sign_in", "account", "place") as [Bucket, Bucket];

  it.each([
    { what: "by account and place", bucket: pair, passed: 10, wait: seconds(90) },
    { what: "by account", bucket: account, passed: 100, wait: minutes(14.4) },
    { what: "by place", bucket: placeBucket("place"), passed: 300, wait: seconds(12) },
    { what: "of a code", bucket: codeBucket("code"), passed: 5, wait: days(1) },
  ])("$what are $passed at once, then one at a time", ({ bucket, passed, wait }) => {
    expect(emptied(bucket)).toEqual({ passed, wait });
  });

  it("are never locked: whoever waits as long as told may try", () => {
    const fullAt = NOW + 10 * pair.every;
    expect(attempt(pair, fullAt, NOW)).toEqual({ wait: seconds(90) });
    expect(attempt(pair, fullAt, NOW + seconds(90))).toEqual({ fullAt: fullAt + pair.every });
  });

  it("of letters do not use up those of signing in", () => {
    const keys = (["sign_in", "register", "verify"] as const).flatMap((act) =>
      accountBuckets(act, "account", "place").map(({ key }) => key),
    );
    expect(new Set(keys).size).toBe(6);
  });
});
