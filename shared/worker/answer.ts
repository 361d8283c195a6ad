import type { Context } from "hono";
import { entityTagsIn } from "./entity-tags.ts";
import { digestOf } from "./keyring.ts";

/** 128 bits of a digest. */
const ETAG_DIGITS = 32;

export const etagOf = (version: number): string => `"v${version}"`;

/** Marks an answer with the thing's version. True when the client has exactly this one: then answer 304 without a body. */
export function unchanged(c: Context, version: number): boolean {
  const etag = etagOf(version);
  c.header("etag", etag);
  return isKnown(c, etag);
}

/**
 * Marks an answer that has no version with what it says. True when the client has the same: then answer 304 without a body.
 * The validator is weak: a proxy may pack the text in another way (RFC 9110 8.8.1).
 */
export async function unchangedText(c: Context, text: string): Promise<boolean> {
  const etag = `"${(await digestOf(text)).slice(0, ETAG_DIGITS)}"`;
  c.header("etag", `W/${etag}`);
  return isKnown(c, etag);
}

/** Whether the client has this, weakly compared (RFC 9110 13.1.2). What nobody can read names nothing: the answer is sent whole. */
function isKnown(c: Context, etag: string): boolean {
  const known = entityTagsIn(c.req.header("if-none-match") ?? "");
  return known === "*" || known?.some(({ tag }) => tag === etag) === true;
}

/** A thing was made: where it is, and its version. */
export function made(c: Context, path: string, version: number): void {
  c.header("location", path);
  c.header("etag", etagOf(version));
}
