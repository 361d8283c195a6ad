import { describe, expect, it } from "vitest";
import { entityTagsIn } from "./entity-tags.ts";

const strong = (tag: string) => ({ tag: `"${tag}"`, isWeak: false });
const weak = (tag: string) => ({ tag: `"${tag}"`, isWeak: true });

describe("entity tags", () => {
  it.each([
    { field: '"v1"', tags: [strong("v1")] },
    { field: ' "v1" ,\t"v2"', tags: [strong("v1"), strong("v2")] },
    { field: '"v1",W/"v2","v3"', tags: [strong("v1"), weak("v2"), strong("v3")] },
    { field: '"a,b", "W/", ""', tags: [strong("a,b"), strong("W/"), strong("")] },
    { field: ', "v1", ,, "v2",', tags: [strong("v1"), strong("v2")] },
    { field: '"ñ€"', tags: [strong("ñ€")] },
    { field: " * ", tags: "*" },
  ])("are read from $field", ({ field, tags }) => expect(entityTagsIn(field)).toEqual(tags));

  it.each([
    "",
    " ",
    ",",
    "v1",
    '"v1',
    'v1"',
    '"v1" "v2"',
    '"v1"; "v2"',
    'w/"v1"',
    'W/ "v1"',
    "W/",
    '"v 1"',
    '"v1", *',
    "*, *",
    '""v1""',
  ])("are none in %j", (field) => expect(entityTagsIn(field)).toBeUndefined());

  it("are none in a long field either, which is looked through once", () => {
    for (const part of [" ", ",", ", ", '"', '"",', "W/", '"a" '])
      expect(entityTagsIn(`${part.repeat(100_000)}x`)).toBeUndefined();
  });
});
