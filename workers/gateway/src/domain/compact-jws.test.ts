import { describe, expect, it } from "vitest";
import { isCanonicalBase64url, isCompactJws } from "./compact-jws.ts";

describe("base64url has one spelling", () => {
  it.each(["", "Zg", "Zm8", "Zm9v", "Zm9vYg", "_-__"])("and %j is one", (text) => {
    expect(isCanonicalBase64url(text)).toBe(true);
  });

  it.each([
    { text: "Zm9vY", why: "no bytes have this length" },
    { text: "Zh", why: "four spare bits are not zero" },
    { text: "Zm9", why: "two spare bits are not zero" },
    { text: "Zg==", why: "it is padded" },
    { text: "Zm 9v", why: "it holds a space" },
    { text: "Zm9v\n", why: "it ends with a line break" },
    { text: "Zm+v", why: "+ is of the other alphabet" },
    { text: "Zm/v", why: "/ is of the other alphabet" },
    { text: "Zmév", why: "é is of no alphabet" },
  ])("and $text is none: $why", ({ text }) => {
    expect(isCanonicalBase64url(text)).toBe(false);
  });
});

it.each([
  "Zg.Zg",
  "Zg.Zg.Zg.Zg",
  "",
  "Zg",
  "Zh.Zg.Zg",
  "Zg.Zh.Zg",
  "Zg.Zg.Zh",
  "Zg.Zg.Zg=",
  "Zg. Zg.Zg",
  '{"payload":"Zg"}',
])("%j is no compact JWS", (text) => {
  expect(isCompactJws(text)).toBe(false);
});
