import { describe, expect, it } from "vitest";
import { minutes } from "#shared/core/time";
import { LETTERS } from "#shared/core/vocabulary";
import { anId } from "#shared/testing/story";
import { LETTER_PARAMETERS, writeDown } from "./letter.ts";

const NOW = Date.UTC(2026, 10, 22, 18);
const marks = { id: anId("delivery"), dedupeKey: "system:iam k1", lease: "mine" };
const asked = {
  letter: "verify_email",
  to: "resident@example.com",
  locale: "es",
  parameters: { code: "123456" },
  validUntil: NOW + minutes(15),
  userId: null,
} as const;

describe("a letter", () => {
  it("is held by whoever wrote it down, with its address and no more parameters than its text has", () => {
    const { delivery, events } = writeDown({ ...asked, parameters: { code: "123456", secret: "x" } }, marks, NOW);
    expect(delivery).toMatchObject({
      ...marks,
      status: "queued",
      channel: "email",
      template: "verify_email",
      address: asked.to,
      locale: "es",
      parameters: { code: "123456", link: null, name: null },
      validUntil: asked.validUntil,
    });
    expect(delivery.parameters).not.toHaveProperty("secret");
    expect(events).toEqual([]);
  });

  it("that comes too late is expired at once, without its secret", () => {
    const { delivery, events } = writeDown({ ...asked, validUntil: NOW }, marks, NOW);
    expect(delivery).toMatchObject({ status: "expired", parameters: null, address: null, lease: null });
    expect(events).toMatchObject([{ type: "notification.failed" }]);
  });

  it.each(LETTERS.flatMap((letter) => LETTER_PARAMETERS[letter].needs.map((parameter) => ({ letter, parameter }))))(
    "$letter without its $parameter is refused",
    ({ letter, parameter }) => {
      expect(() => writeDown({ ...asked, letter, parameters: {} }, marks, NOW)).toThrow(
        expect.objectContaining({ code: "letter.parameter_missing", facts: { letter, parameter } }),
      );
    },
  );
});
