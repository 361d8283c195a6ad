import { hexOf } from "../core/hex.ts";

const KEYED = { name: "HMAC", hash: "SHA-256" } as const;

/** HMAC-SHA256 in hexadecimal with one secret: what is kept of a secret that a person has to type. */
export async function hmacWith(secret: string): Promise<(text: string) => Promise<string>> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), KEYED, false, ["sign"]);
  return async (text) => {
    const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
    return hexOf(mac);
  };
}
