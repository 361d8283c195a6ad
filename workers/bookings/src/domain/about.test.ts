import { describe, expect, it } from "vitest";
import { TERRACE } from "#shared/testing/bookings";
import { type AboutChange, changeAbout, demandAbout, demandTerms } from "./about.ts";
import { changeResource } from "./resource.ts";

const FILE = "fil_01KAR5V3M8Q2Z7X4N6P0W9T1DC" as const;
const OTHER = "fil_01KAR5V3M8Q2Z7X4N6P0W9T1DD" as const;
const SAID = {
  ...TERRACE,
  location: "Seventh floor",
  tags: ["sun", "grill"],
  photos: [FILE],
  documents: [{ title: "House rules", fileId: FILE }],
  terms: { url: "https://example.com/terms", version: "2" },
  accessories: [{ name: "Chair", stock: 20 }],
};

describe("what a resource says of itself", () => {
  it.each<{ what: string; change: AboutChange; fields: string[] }>([
    { what: "its place", change: { location: "Roof" }, fields: ["location"] },
    { what: "its place, taken away", change: { location: null }, fields: ["location"] },
    { what: "its tags", change: { tags: ["grill", "sun"] }, fields: ["tags"] },
    { what: "its photos", change: { photos: [] }, fields: ["photos"] },
    {
      what: "what a document is called",
      change: { documents: [{ title: "Rules", fileId: FILE }] },
      fields: ["documents"],
    },
    { what: "its documents, taken away", change: { documents: [] }, fields: ["documents"] },
    { what: "a new version of its terms", change: { terms: { ...SAID.terms, version: "3" } }, fields: ["terms"] },
    { what: "its terms, taken away", change: { terms: null }, fields: ["terms"] },
    { what: "whether it shows its seats", change: { showsSeats: false }, fields: ["showsSeats"] },
    { what: "its accessories", change: { accessories: [] }, fields: ["accessories"] },
    {
      what: "one tag fewer, the rest as it was",
      change: { location: "Seventh floor", price: null, tags: ["sun"] },
      fields: ["tags"],
    },
  ])("changes with what is named, and with nothing else: $what [BKG-01]", ({ change, fields }) => {
    const told = changeResource(SAID, change, 1);
    expect(told.fields).toEqual(fields);
    expect(told.resource).toEqual({ ...SAID, ...change, updatedAt: 1, version: 2 });
  });

  it("keeps each tag and each photo once, in the order said [BKG-01]", () => {
    const { tags, photos } = changeAbout(SAID, { tags: ["b", "a", "b", "c", "a"], photos: [FILE, FILE] });
    expect(tags).toEqual(["b", "a", "c"]);
    expect(photos).toEqual([FILE]);
    expect(changeResource(SAID, { tags: ["sun", "grill", "sun"] }, 1).fields).toEqual([]);
  });

  it("keeps each document once, by its file, under its first title, in the order said [BKG-01]", () => {
    const [first, second] = [
      { title: "House rules", fileId: FILE },
      { title: "House rules", fileId: OTHER },
    ] as const;
    const { documents } = changeAbout(SAID, { documents: [first, second, { ...first, title: "Again" }] });
    expect(documents).toEqual([first, second]);
  });

  it("names each accessory once [BKG-15]", () => {
    const accessories = [...SAID.accessories, { name: "Grill", stock: 1 }, { name: "Chair", stock: 2 }];
    expect(() => demandAbout({ ...SAID, accessories })).toThrow(
      expect.objectContaining({ code: "resource.accessory_twice", facts: { name: "Chair" } }),
    );
  });

  it("names no price while nobody can pay one", () => {
    expect(() => demandAbout({ ...SAID, price: { amount: 1, currency: "EUR" } })).toThrow(
      expect.objectContaining({ code: "resource.price_unsupported" }),
    );
  });
});

describe("the terms of a resource", () => {
  it("are accepted by the version that stands, and by no other [BKG-16]", () => {
    expect(() => demandTerms(SAID, "2")).not.toThrow();
    for (const accepted of [null, "1", "2 "])
      expect(() => demandTerms(SAID, accepted)).toThrow(
        expect.objectContaining({
          code: "booking.terms_not_accepted",
          facts: { version: "2", url: "https://example.com/terms" },
        }),
      );
  });

  it("need no word where there are none [BKG-16]", () => {
    expect(() => demandTerms({ terms: null }, null)).not.toThrow();
    expect(() => demandTerms({ terms: null }, "2")).not.toThrow();
  });
});
