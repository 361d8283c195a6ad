import Papa from "papaparse";
import { AppError } from "../core/errors.ts";

/** The longest text of a header that a refusal repeats. */
const NAME_SHOWN = 100;

/** One row below the header: its line in the file (a quoted cell may span several), and its cells by column. */
export interface CsvRow<C extends string> {
  readonly line: number;
  readonly cells: Readonly<Record<C, string>>;
}

/** A row that cannot be read. */
export interface CsvFault {
  readonly line: number;
  readonly code: "csv.quotes" | "csv.cells";
  readonly detail: string;
}

export interface CsvTable<C extends string> {
  readonly rows: readonly CsvRow<C>[];
  readonly faults: readonly CsvFault[];
}

interface Shape<C extends string> {
  readonly columns: readonly C[];
  readonly required: readonly C[];
  readonly maxRows: number;
}

/**
 * A CSV file (RFC 4180; UTF-8 with or without a byte order mark; comma or semicolon; any line ends) as rows. Names of
 * columns are case-insensitive, cells are trimmed, a missing column is empty, and empty rows are skipped.
 *
 * @throws AppError `csv.encoding`, `csv.empty`, `csv.column_unknown`, `csv.column_repeated`, `csv.column_missing`,
 *   `csv.too_many_rows`
 */
export function readCsv<C extends string>(bytes: Uint8Array, { columns, required, maxRows }: Shape<C>): CsvTable<C> {
  const [header, ...records] = recordsOf(textOf(bytes), maxRows);
  if (!header) throw new AppError("csv.empty");
  const order = header.cells.map((name) => {
    const column = columns.find((one) => one.toLowerCase() === name.trim().toLowerCase());
    if (!column)
      throw new AppError("csv.column_unknown", {
        facts: { column: name.slice(0, NAME_SHOWN), known: columns.join(", ") },
      });
    return column;
  });
  for (const [at, column] of order.entries())
    if (order.indexOf(column) !== at) throw new AppError("csv.column_repeated", { facts: { column } });
  for (const column of required)
    if (!order.includes(column)) throw new AppError("csv.column_missing", { facts: { column } });

  const rows: CsvRow<C>[] = [];
  const faults: CsvFault[] = [];
  for (const { line, cells, isTorn } of records) {
    if (isTorn) {
      faults.push({ line, code: "csv.quotes", detail: "The quotes do not match." });
    } else if (cells.length !== order.length) {
      const detail = `The row has ${cells.length} cells, the header ${order.length}.`;
      faults.push({ line, code: "csv.cells", detail });
    } else {
      const named = Object.fromEntries(columns.map((column) => [column, (cells[order.indexOf(column)] ?? "").trim()]));
      rows.push({ line, cells: named as Record<C, string> });
    }
  }
  return { rows, faults };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes).replace(/\r\n?/g, "\n");
  } catch (error) {
    throw new AppError("csv.encoding", { cause: error });
  }
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
  readonly isTorn: boolean;
}

function recordsOf(text: string, maxRows: number): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  let read = 0;
  Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text),
    newline: "\n",
    step: ({ data, errors, meta }) => {
      const isEmpty = data.every((cell) => cell.trim() === "");
      if (!isEmpty) records.push({ line, cells: data, isTorn: errors.length > 0 });
      if (records.length > maxRows + 1) throw new AppError("csv.too_many_rows", { facts: { limit: maxRows } });
      for (; read < meta.cursor; read += 1) if (text[read] === "\n") line += 1;
    },
  });
  return records;
}

/** The header tells: names of columns hold neither. */
function delimiterOf(text: string): "," | ";" {
  const [header = ""] = text.trimStart().split("\n", 1);
  return header.split(";").length > header.split(",").length ? ";" : ",";
}
