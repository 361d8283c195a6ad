import { HEX } from "./hex.ts";

/** Drawn so many at a time: for the few bytes of an id, the asking costs more than the bytes. */
const drawn = new Uint8Array(4096);
let used = drawn.length;

/** A byte that nobody can guess, and that is given once. */
export function randomByte(): number {
  if (used === drawn.length) {
    crypto.getRandomValues(drawn);
    used = 0;
  }
  used += 1;
  return drawn[used - 1] ?? 0;
}

/** So many random bytes in hexadecimal. */
export function randomHex(bytes: number): string {
  let text = "";
  for (let i = 0; i < bytes; i += 1) text += HEX[randomByte()];
  return text;
}
