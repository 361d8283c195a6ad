import { AppError } from "../core/errors.ts";

/** Where a list goes on: the sort key of the last row that was shown. */
export type After = readonly (string | number)[];

/** What a caller says about a page; `cursor` goes on where another ended. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** A cursor is opaque, and bound to the list and filter it came from. */
const encode = (list: string, after: After): string =>
  btoa(encodeURIComponent(JSON.stringify([list, after])))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/**
 * Where to go on; undefined for the first page. `list` names the list and its filter, such as `units bld_… status=open`.
 *
 * @throws AppError `request.cursor` for a cursor of another list, or of none
 */
export function afterOf(list: string, cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(decodeURIComponent(atob(cursor.replaceAll("-", "+").replaceAll("_", "/"))));
    if (
      Array.isArray(parsed) &&
      parsed[0] === list &&
      Array.isArray(parsed[1]) &&
      parsed[1].every((part) => typeof part === "string" || typeof part === "number")
    )
      return parsed[1];
  } catch {
    // falls through to the refusal
  }
  throw new AppError("request.cursor");
}

/** A page from rows that were read with `limit + 1`: one more than is shown says that there is more. */
export function pageOf<T>(list: string, rows: readonly T[], limit: number, keyOf: (row: T) => After): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encode(list, keyOf(last)) : null };
}
