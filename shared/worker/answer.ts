import type { Context } from "hono";
import { digestOf } from "./keyring.ts";

/** 128 bits of a digest. */
const ETAG_DIGITS = 32;

export const etagOf = (version: number): string => `"v${version}"`;

/** Marks an answer with the thing's version. True when the client has exactly this one: then answer 304 without a body. */
export function unchanged(c: Context, version: number): boolean {
  const etag = etagOf(version);
  c.header("etag", etag);
  const known = c.req.header("if-none-match") ?? "";
  return known.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
}

/**
 * Marks an answer that has no version with what it says. True when the client has the same: then answer 304 without a body.
 * The validator is weak: a proxy may pack the text in another way (RFC 9110 8.8.1).
 */
export async function unchangedText(c: Context, text: string): Promise<boolean> {
  const etag = `"${(await digestOf(text)).slice(0, ETAG_DIGITS)}"`;
  c.header("etag", `W/${etag}`);
  const known = (c.req.header("if-none-match") ?? "").split(",").map((one) => one.trim().replace(/^W\//, ""));
  return known.includes(etag) || known.includes("*");
}

/** A thing was made: where it is, and its version. */
export function made(c: Context, path: string, version: number): void {
  c.header("location", path);
  c.header("etag", etagOf(version));
}
