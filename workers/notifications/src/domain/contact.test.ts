import { describe, expect, it } from "vitest";
import { anId } from "#shared/testing/story";
import { addressOf, erased, languageOf, masked, stranger, withAddress, withProfile } from "./contact.ts";

const userId = anId("user");
const ADDRESS = { email: "resident@example.com", emailVerified: true };
const PROFILE = { name: "A resident", locale: "es-MX" };

describe("a contact", () => {
  it("takes a newer profile, and neither an older nor the same one again", () => {
    const known = withProfile(stranger(userId), PROFILE, 3);
    expect(known).toMatchObject({ ...PROFILE, profileVersion: 3 });
    for (const version of [2, 3])
      expect(known && withProfile(known, { ...PROFILE, name: "Old" }, version)).toBeUndefined();
  });

  it("takes a newer address, and neither an older nor the same one again", () => {
    const known = withAddress(stranger(userId), ADDRESS, 2);
    expect(known).toMatchObject({ ...ADDRESS, addressVersion: 2 });
    for (const version of [1, 2]) expect(known && withAddress(known, ADDRESS, version)).toBeUndefined();
  });

  it("has nowhere to write to until the address is verified", () => {
    expect(addressOf(stranger(userId))).toBeNull();
    expect(addressOf({ ...stranger(userId), ...ADDRESS, emailVerified: false })).toBeNull();
    expect(addressOf({ ...stranger(userId), ...ADDRESS })).toBe(ADDRESS.email);
  });

  it("that was erased holds nothing of the person, and nothing brings them back", () => {
    const gone = erased({ ...stranger(userId), ...PROFILE, ...ADDRESS }, 7);
    expect(gone).toEqual({ ...stranger(userId), deletedAt: 7 });
    expect(withProfile(gone, PROFILE, 99)).toBeUndefined();
    expect(withAddress(gone, ADDRESS, 99)).toBeUndefined();
  });
});

it.each([
  ["es", "es"],
  ["es-MX", "es"],
  ["ES_419", "es"],
  ["en-GB", "en"],
  ["fr", "en"],
  ["", "en"],
  [null, "en"],
])("speaks to somebody who reads %s in %s", (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});

it.each([
  ["resident@example.com", "r***@example.com"],
  ['"a@b"@example.com', '"***@example.com'],
  ["@example.com", "***"],
  ["nothing", "***"],
])("shows %s as %s", (address, shown) => {
  expect(masked(address)).toBe(shown);
});
