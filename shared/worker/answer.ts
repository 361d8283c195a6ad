import type { Context } from "hono";

export const etagOf = (version: number): string => `"v${version}"`;

/** Marks an answer with the thing's version. True when the client has exactly this one: then answer 304 without a body. */
export function unchanged(c: Context, version: number): boolean {
  const etag = etagOf(version);
  c.header("etag", etag);
  const known = c.req.header("if-none-match") ?? "";
  return known.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
}

/** A thing was made: where it is, and its version. */
export function made(c: Context, path: string, version: number): void {
  c.header("location", path);
  c.header("etag", etagOf(version));
}
