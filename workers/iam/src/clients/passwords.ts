import crypto from "node:crypto";
import { fromBase64Url, isSame, toBase64Url } from "./secrets.ts";

/** 17 MB and a fifth of a second; N·r·p may be 2^20 at most on Workers. */
const PARAMETERS = { N: 2 ** 14, r: 8, p: 5 } as const;
const MAX_MEMORY = 64 * 2 ** 20;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

interface Parameters {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** The synchronous form: so an isolate computes one at a time, and the asynchronous one would block it just the same. */
const scrypt = (password: string, salt: Uint8Array, parameters: Parameters): string =>
  toBase64Url(crypto.scryptSync(password, salt, HASH_BYTES, { ...parameters, maxmem: MAX_MEMORY }));

const written = ({ N, r, p }: Parameters): string => `scrypt$${N}$${r}$${p}`;

/** `scrypt$N$r$p$salt$hash`: the parameters stay with each hash, so that they can be raised. */
export function hashPassword(password: string): string {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return `${written(PARAMETERS)}$${toBase64Url(salt)}$${scrypt(password, salt, PARAMETERS)}`;
}

/** The hash of no password: what an unknown account is compared with, so that it costs the same. */
const NOBODYS = `${written(PARAMETERS)}$${"A".repeat(22)}$${"A".repeat(43)}`;

/** One scrypt, whether there is a hash or not. */
export function isPassword(password: string, hash: string | null | undefined): boolean {
  const [, N, r, p, salt = "", expected = ""] = (hash ?? NOBODYS).split("$");
  const found = scrypt(password, fromBase64Url(salt), { N: Number(N), r: Number(r), p: Number(p) });
  return isSame(found, expected) && hash != null;
}

/** Whether the hash was made with other parameters than today's. */
export const isOutdated = (hash: string): boolean => !hash.startsWith(`${written(PARAMETERS)}$`);
