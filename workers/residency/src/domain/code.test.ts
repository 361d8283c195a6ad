import { describe, expect, it } from "vitest";
import { type Code, codeOf, readCode, statusOf, useCode } from "./code.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM = [19, 7, 23, 15, 2, 20, 8, 13, 29, 4, 26];
const refusal = (code: string) => expect.objectContaining({ code });

describe("a code", () => {
  it("is three groups of four, and reads back as it was made", () => {
    const code = codeOf(RANDOM);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(readCode(code)).toBe(code.replaceAll("-", ""));
  });

  it("is read however a person types it", () => {
    const code = codeOf([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
    const typed = code.toLowerCase().replaceAll("0", "o").replace("1", "l").replace("1", "I").replaceAll("-", " – ");
    expect(readCode(typed)).toBe(readCode(code));
  });

  it("with any one character wrong is told from a code that is not known", () => {
    const text = readCode(codeOf(RANDOM));
    for (const [at, right] of [...text].entries())
      for (const wrong of ALPHABET)
        if (wrong !== right)
          expect(() => readCode(text.slice(0, at) + wrong + text.slice(at + 1))).toThrow(
            refusal("claim.code_mistyped"),
          );
  });

  it("with any two characters exchanged too", () => {
    const text = readCode(codeOf(RANDOM));
    for (let a = 0; a < text.length; a += 1)
      for (let b = a + 1; b < text.length; b += 1) {
        const swapped = [...text];
        [swapped[a], swapped[b]] = [text.charAt(b), text.charAt(a)];
        if (swapped.join("") !== text) expect(() => readCode(swapped.join(""))).toThrow(refusal("claim.code_mistyped"));
      }
  });

  it.each(["", "K7QF", `${codeOf(RANDOM)}0`, "UUUU-UUUU-UUUU", "💥💥💥💥"])("is not %j", (typed) => {
    expect(() => readCode(typed)).toThrow(refusal("claim.code_mistyped"));
  });
});

describe("a code's life", () => {
  const NOW = 1_800_000_000_000;
  const open: Code = {
    id: "cod_1",
    buildingId: "bld_1",
    unitId: "unt_1",
    kind: "tenant",
    createdAt: NOW - 1000,
    expiresAt: NOW + 1000,
    usedAt: null,
    revokedAt: null,
  };

  it("ends with its use", () => {
    expect(statusOf(open, NOW)).toBe("open");
    const used = useCode(open, NOW);
    expect(statusOf(used, NOW)).toBe("used");
    expect(() => useCode(used, NOW)).toThrow(refusal("claim.code_used"));
  });

  it("ends with a newer one", () => {
    const revoked = { ...open, revokedAt: NOW };
    expect(statusOf(revoked, NOW)).toBe("revoked");
    expect(() => useCode(revoked, NOW)).toThrow(refusal("claim.code_revoked"));
  });

  it("ends at its time, to the millisecond", () => {
    expect(statusOf(open, open.expiresAt - 1)).toBe("open");
    expect(statusOf(open, open.expiresAt)).toBe("expired");
    expect(() => useCode(open, open.expiresAt)).toThrow(refusal("claim.code_expired"));
  });
});
