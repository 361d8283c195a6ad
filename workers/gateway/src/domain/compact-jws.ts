const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE64URL = /^[A-Za-z0-9_-]*$/;
/** How many bits of the last character stand for nothing, by the length modulo 4; 1 is no length at all. */
const SPARE_BITS = [0, undefined, 4, 2];

/** Whether this is base64url (RFC 4648, section 5, without padding) in the one spelling that its bytes have. */
export function isCanonicalBase64url(text: string): boolean {
  const spare = SPARE_BITS[text.length % 4];
  if (spare === undefined || !BASE64URL.test(text)) return false;
  return spare === 0 || ALPHABET.indexOf(text.charAt(text.length - 1)) % 2 ** spare === 0;
}

/** Whether this is a compact JWS (RFC 7515, section 7.1) in its one spelling: libraries read several as the same token. */
export function isCompactJws(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 3 && parts.every(isCanonicalBase64url);
}
