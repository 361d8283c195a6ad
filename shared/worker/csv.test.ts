import { describe, expect, it } from "vitest";
import { readCsv } from "./csv.ts";

const COLUMNS = { columns: ["unit", "floor"], required: ["unit"], maxRows: 5 } as const;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readCsv(bytes(text), COLUMNS);

describe("a CSV file", () => {
  it.each([
    { how: "with line feeds", text: "unit,floor\n1A,1\n2B,2\n" },
    { how: "with carriage returns and line feeds", text: "unit,floor\r\n1A,1\r\n2B,2\r\n" },
    { how: "without a last line end", text: "unit,floor\n1A,1\n2B,2" },
    { how: "with both kinds of line ends", text: "unit,floor\r\n1A,1\n2B,2\r\n" },
    { how: "with a byte order mark", text: "\ufeffunit,floor\n1A,1\n2B,2\n" },
    { how: "with semicolons", text: "unit;floor\n1A;1\n2B;2\n" },
    { how: "with columns in another order and case", text: "Floor, UNIT\n1,1A\n2,2B\n" },
    { how: "with quotes around everything", text: '"unit","floor"\n"1A","1"\n"2B","2"\n' },
  ])("is the same $how", ({ text }) => {
    expect(read(text)).toEqual({
      rows: [
        { line: 2, cells: { unit: "1A", floor: "1" } },
        { line: 3, cells: { unit: "2B", floor: "2" } },
      ],
      faults: [],
    });
  });

  it("may hold separators, quotes and line ends in quotes, and still knows its lines", () => {
    expect(read('unit,floor\r\n"Shop, ""corner""","a\r\nb"\r\n\r\n,\r\n2B,2\r\n').rows).toEqual([
      { line: 2, cells: { unit: 'Shop, "corner"', floor: "a\nb" } },
      { line: 6, cells: { unit: "2B", floor: "2" } },
    ]);
  });

  it("keeps decimal commas where semicolons separate", () => {
    expect(read("unit;floor\n1A;82,5\n").rows).toMatchObject([{ cells: { floor: "82,5" } }]);
  });

  it("says which rows cannot be read, and reads the others", () => {
    expect(read('unit,floor\n1A\n1B,1,x\n1C,1\n"1D,1\n')).toEqual({
      rows: [{ line: 4, cells: { unit: "1C", floor: "1" } }],
      faults: [
        { line: 2, code: "csv.cells", detail: "The row has 1 cells, the header 2." },
        { line: 3, code: "csv.cells", detail: "The row has 3 cells, the header 2." },
        { line: 5, code: "csv.quotes", detail: "The quotes do not match." },
      ],
    });
  });

  it.each([
    { code: "csv.empty", text: "", facts: {} },
    { code: "csv.empty", text: "\r\n\r\n", facts: {} },
    { code: "csv.column_unknown", text: "unit,colour\n", facts: { column: "colour", known: "unit, floor" } },
    { code: "csv.column_repeated", text: "unit,Unit\n", facts: { column: "unit" } },
    { code: "csv.column_missing", text: "floor\n", facts: { column: "unit" } },
    { code: "csv.too_many_rows", text: `unit\n${"1A\n".repeat(6)}`, facts: { limit: 5 } },
  ])("is refused as a whole: $code", ({ code, text, facts }) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code, facts }));
  });

  it.each([
    { what: "Latin-1", of: [...bytes("unit\n"), 0xe9] },
    { what: "a cut-off character", of: [...bytes("unit\n"), 0xc3] },
    { what: "UTF-16", of: [0xff, 0xfe, 0x75, 0x00] },
  ])("is refused in $what", ({ of }) => {
    expect(() => readCsv(Uint8Array.from(of), COLUMNS)).toThrow(expect.objectContaining({ code: "csv.encoding" }));
  });
});
