import { describe, expect, it } from "vitest";
import { approve, type Claim, redeem, reject, submit, withdraw } from "./claim.ts";

const NOW = 1_800_000_000_000;
const WHO = { id: "clm_1", buildingId: "bld_1", unitId: "unt_1", userId: "usr_1", kind: "owner" } as const;
const NOBODY_ELSE = { mine: 0, here: [] };
const pending = (): Claim => submit(WHO, null, "1A", NOBODY_ELSE, NOW).claim;
const refusal = (code: string, facts = {}) => expect.objectContaining({ code, facts });

describe("a claim", () => {
  it("waits for the manager, and says so", () => {
    const { claim, events } = submit(WHO, "I bought it", "1A", NOBODY_ELSE, NOW);
    expect(claim).toMatchObject({ status: "pending", way: "request", message: "I bought it", version: 1 });
    expect(events).toMatchObject([
      { type: "claim.submitted", subject: "clm_1", version: 1, data: { unitLabel: "1A" } },
    ]);
    expect(JSON.stringify(events)).not.toContain("I bought it");
  });

  it("with a code is approved as it is made", () => {
    const { claim, events } = redeem(WHO, "rsd_1", "1A", NOW);
    expect(claim).toMatchObject({
      status: "approved",
      way: "code",
      residenceId: "rsd_1",
      decidedAt: NOW,
      decidedBy: null,
    });
    expect(events).toMatchObject([{ type: "claim.decided", data: { decision: "approved", reason: null } }]);
    expect(events[0]).not.toHaveProperty("person");
  });

  it("is approved, and says so", () => {
    const { claim, events } = approve(pending(), "rsd_1", "1A", "usr_9", NOW);
    expect(claim).toMatchObject({ status: "approved", residenceId: "rsd_1", decidedBy: "usr_9", version: 2 });
    expect(events).toMatchObject([{ type: "claim.decided", version: 2, data: { decision: "approved" } }]);
  });

  it("is turned down with a reason, in words that are the decider's", () => {
    const { claim, events } = reject(pending(), "Not in the land register", "1A", "usr_9", NOW);
    expect(claim).toMatchObject({ status: "rejected", reason: "Not in the land register", residenceId: null });
    expect(events).toMatchObject([
      { person: "usr_9", data: { decision: "rejected", reason: "Not in the land register" } },
    ]);
  });

  it("can be withdrawn while it waits", () => {
    expect(withdraw(pending(), NOW)).toMatchObject({ status: "withdrawn", decidedAt: NOW, version: 2 });
  });

  const decided = [
    { status: "approved", claim: approve(pending(), "rsd_1", "1A", "usr_9", NOW).claim },
    { status: "rejected", claim: reject(pending(), "no", "1A", "usr_9", NOW).claim },
    { status: "withdrawn", claim: withdraw(pending(), NOW) },
  ];
  const steps = [
    { step: "approved", take: (claim: Claim) => approve(claim, "rsd_2", "1A", "usr_8", NOW) },
    { step: "rejected", take: (claim: Claim) => reject(claim, "no", "1A", "usr_8", NOW) },
    { step: "withdrawn", take: (claim: Claim) => withdraw(claim, NOW) },
  ];
  it.each(decided.flatMap((one) => steps.map((step) => ({ ...one, ...step }))))(
    "that is $status cannot be $step",
    ({ status, claim, take }) => {
      expect(() => take(claim)).toThrow(refusal("claim.decided", { status }));
    },
  );

  it("is one of a person and unit, one of an owner, and one of twenty", () => {
    const mine = { userId: "usr_1", kind: "household" } as const;
    const others = { userId: "usr_2", kind: "owner" } as const;
    const again = (undecided: Parameters<typeof submit>[3], kind: Claim["kind"] = "owner") =>
      submit({ ...WHO, kind }, null, "1A", undecided, NOW);
    expect(() => again({ mine: 1, here: [mine] })).toThrow(refusal("claim.already_open"));
    expect(() => again({ mine: 0, here: [others] })).toThrow(refusal("claim.owner_pending"));
    expect(again({ mine: 19, here: [others] }, "household").claim.status).toBe("pending");
    expect(() => again({ mine: 20, here: [] })).toThrow(refusal("claim.too_many", { limit: 20 }));
  });
});
