import { describe, expect, it } from "vitest";
import { hours, minutes, seconds } from "#shared/core/time";
import { anId } from "#shared/testing/story";
import { expire, hold, isHeldBy, isLate, LEASE, MAX_ATTEMPTS, putBack, queued, settle } from "./delivery.ts";

const NOW = Date.UTC(2026, 10, 22, 18);
const ADDRESS = "resident@example.com";

const waiting = () =>
  queued(
    {
      id: anId("delivery"),
      buildingId: anId("building"),
      userId: anId("user"),
      channel: "email",
      template: "booking_confirmed",
      dedupeKey: "evt usr booking_confirmed email",
      parameters: { resourceName: "Roof terrace" },
      validUntil: NOW + hours(24),
    },
    NOW,
  );
const held = () => hold(waiting(), "mine", NOW);

describe("a delivery", () => {
  it("that is taken belongs to whoever took it, for a minute", () => {
    expect(held()).toMatchObject({ lease: "mine", leaseUntil: NOW + LEASE });
    expect(isHeldBy(held(), "mine")).toBe(true);
    expect(isHeldBy(held(), "another's")).toBe(false);
  });

  it("that was sent says so, and keeps neither its words nor its address", () => {
    const { delivery, events } = settle({ ...held(), address: ADDRESS }, { kind: "sent" }, ADDRESS, NOW);
    expect(delivery).toMatchObject({
      status: "sent",
      sentAt: NOW,
      attempts: 1,
      parameters: null,
      address: null,
      lease: null,
      masked: "r***@example.com",
      version: 2,
    });
    const { id, userId, buildingId } = delivery;
    expect(events).toEqual([
      {
        type: "notification.sent",
        subject: id,
        building: buildingId,
        version: 2,
        data: { deliveryId: id, userId, channel: "email", template: "booking_confirmed" },
      },
    ]);
  });

  it("that is refused for good fails, and says why", () => {
    const { delivery, events } = settle(held(), { kind: "never", reason: "validation_error" }, ADDRESS, NOW);
    expect(delivery).toMatchObject({ status: "failed", reason: "validation_error", parameters: null });
    expect(events).toMatchObject([{ type: "notification.failed", data: { reason: "validation_error" } }]);
  });

  it.each([
    { attempts: 0, wait: seconds(30) },
    { attempts: 1, wait: seconds(60) },
    { attempts: 4, wait: minutes(8) },
    { attempts: 14, wait: hours(4) },
  ])("that could not be sent after $attempts tries waits $wait ms [NTF-09]", ({ attempts, wait }) => {
    const step = settle({ ...held(), attempts }, { kind: "later", reason: "application_error" }, ADDRESS, NOW);
    expect(step.delivery).toMatchObject({ status: "queued", nextAt: NOW + wait, lease: null, attempts: attempts + 1 });
    expect(step.delivery.parameters).not.toBeNull();
    expect(step.events).toEqual([]);
  });

  it("waits as long as the provider asks, within reason", () => {
    const later = { kind: "later", reason: "rate_limit_exceeded" } as const;
    expect(settle(held(), { ...later, retryAfter: minutes(5) }, ADDRESS, NOW).delivery.nextAt).toBe(NOW + minutes(5));
    expect(settle(held(), { ...later, retryAfter: hours(90) }, ADDRESS, NOW).delivery.nextAt).toBe(NOW + hours(4));
  });

  it("fails when it was tried too often", () => {
    const last = { ...held(), attempts: MAX_ATTEMPTS - 1 };
    const step = settle(last, { kind: "later", reason: "application_error" }, ADDRESS, NOW);
    expect(step.delivery).toMatchObject({ status: "failed", reason: "application_error" });
  });

  it("expires at the instant until which it is valid, and says so", () => {
    expect(isLate(waiting(), NOW + hours(24) - 1)).toBe(false);
    expect(isLate(waiting(), NOW + hours(24))).toBe(true);
    expect(expire(held())).toMatchObject({
      delivery: { status: "expired", reason: "too_late", parameters: null },
      events: [{ type: "notification.failed", data: { reason: "too_late" } }],
    });
  });

  it("is given back untried where there is nowhere to send it to", () => {
    expect(putBack(held(), NOW)).toMatchObject({
      status: "queued",
      attempts: 0,
      lease: null,
      nextAt: NOW + minutes(1),
    });
  });

  it.each(["sent", "failed", "expired", "suppressed"] as const)("that is %s takes no further step", (status) => {
    const settled = { ...waiting(), status };
    const steps = [
      () => hold(settled, "mine", NOW),
      () => settle(settled, { kind: "sent" }, ADDRESS, NOW),
      () => putBack(settled, NOW),
      () => expire(settled),
    ];
    for (const step of steps) {
      expect(step).toThrow(expect.objectContaining({ code: "delivery.settled", facts: { status } }));
    }
  });
});
