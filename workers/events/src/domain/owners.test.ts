import { describe, expect, it } from "vitest";
import { forgottenIn, ownerOf, ownerOfRefused, UNREADABLE } from "./owners.ts";

const user = "usr_01KAR5V3M8Q2Z7X4N6P0W9T1DC" as const;

describe("the words in an event", () => {
  it("are the person's whom it names", () =>
    expect(ownerOf({ type: "user.created", person: user, data: {} })).toBe(user));
  it("are nobody's where it names none", () => expect(ownerOf({ type: "booking.created", data: {} })).toBeNull());
  it("of a deletion stay in the open, or it could not be heard after the key is gone", () =>
    expect(ownerOf({ type: "user.deleted", person: user, data: { userId: user } })).toBeNull());
});

describe("what cannot be read", () => {
  it("is sealed for the person it names all the same", () =>
    expect(ownerOfRefused({ person: user }, undefined)).toBe(user));
  it.each([null, "text", [], {}, { person: 7 }, { person: "usr_1" }].map((body) => ({ body })))(
    "is sealed in any case: $body",
    ({ body }) => expect(ownerOfRefused(body, undefined)).toBe(UNREADABLE),
  );
});

describe("who is to be forgotten", () => {
  it("is whom a deletion names, and nobody else", () =>
    expect(
      forgottenIn([
        { type: "user.deleted", data: { userId: user } },
        { type: "user.updated", data: { userId: "usr_01KAR5V3M8Q2Z7X4N6P0W9T1DD" } },
        { type: "user.deleted", data: {} },
        { type: "user.deleted", data: null },
      ]),
    ).toEqual([user]));
});
