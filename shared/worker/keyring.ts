import { hexOf } from "../core/hex.ts";

/** AES-256-GCM (NIST SP 800-38D): a random nonce of 96 bits stands before each sealed text. */
const CIPHER = "AES-GCM";
const KEY_BITS = 256;
const NONCE_BYTES = 12;

/** An owner's key as it is kept: wrapped by the worker's secret, or null once it is destroyed. */
export interface OwnerKey {
  readonly owner: string;
  readonly wrapped: string | null;
}

/** A text at rest: in the open, or sealed for its owner, or gone. `id` names the row, and the seal holds only there. */
export interface Kept {
  readonly id: string;
  readonly owner: string | null;
  readonly data: string | null;
  readonly sealed: string | null;
}

/** The keys of some owners. An owner without a key gets one at the first seal; one whose key is destroyed never again. */
export interface Keyring {
  /** A text as it may be kept: in the open without an owner; not at all when the owner's key is destroyed. */
  readonly keep: (owner: string | null, id: string, text: string) => Promise<Kept>;
  /** The text, or null when it is gone with its key. */
  readonly reveal: (kept: Kept) => Promise<string | null>;
  /** The keys that were made meanwhile and must be kept with what they sealed. */
  readonly minted: () => readonly { readonly owner: string; readonly wrapped: string }[];
}

export async function keyringOf(secret: string, kept: readonly OwnerKey[]): Promise<Keyring> {
  const wrapping = await wrappingKey(secret);
  const known = new Map(kept.map(({ owner, wrapped }) => [owner, wrapped]));
  const opened = new Map<string, Promise<CryptoKey>>();
  const made: { owner: string; wrapped: string }[] = [];

  const unwrap = async (owner: string, wrapped: string): Promise<CryptoKey> =>
    importKey(await decrypt(wrapping, owner, wrapped));

  const mint = async (owner: string): Promise<CryptoKey> => {
    const raw = crypto.getRandomValues(new Uint8Array(KEY_BITS / 8));
    made.push({ owner, wrapped: await encrypt(wrapping, owner, raw) });
    return importKey(raw);
  };

  const keyOf = (owner: string): Promise<CryptoKey> | undefined => {
    const wrapped = known.get(owner);
    if (wrapped === null) return undefined;
    const key = opened.get(owner) ?? (wrapped === undefined ? mint(owner) : unwrap(owner, wrapped));
    opened.set(owner, key);
    return key;
  };

  return {
    keep: async (owner, id, text) => {
      if (owner === null) return { id, owner, data: text, sealed: null };
      const key = await keyOf(owner);
      return { id, owner, data: null, sealed: key ? await encrypt(key, id, new TextEncoder().encode(text)) : null };
    },
    reveal: async ({ id, owner, data, sealed }) => {
      if (sealed === null || owner === null || !known.get(owner)) return data;
      const key = await keyOf(owner);
      return key ? new TextDecoder().decode(await decrypt(key, id, sealed)) : null;
    },
    minted: () => made,
  };
}

/** SHA-256 of a text, in hex. */
export async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return hexOf(new Uint8Array(digest));
}

/** The resolved key of the last secret: deriving it is the same for every request. */
let derived: { readonly secret: string; readonly key: CryptoKey } | undefined;

async function wrappingKey(secret: string): Promise<CryptoKey> {
  if (derived?.secret === secret) return derived.key;
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), "HKDF", false, ["deriveKey"]);
  const derivation = {
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(),
    info: new TextEncoder().encode("keyring"),
  };
  const key = await crypto.subtle.deriveKey(derivation, material, { name: CIPHER, length: KEY_BITS }, false, [
    "encrypt",
    "decrypt",
  ]);
  derived = { secret, key };
  return key;
}

const importKey = (raw: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", raw, CIPHER, false, ["encrypt", "decrypt"]);

async function encrypt(key: CryptoKey, about: string, plain: Uint8Array): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const additionalData = new TextEncoder().encode(about);
  const secret = new Uint8Array(await crypto.subtle.encrypt({ name: CIPHER, iv: nonce, additionalData }, key, plain));
  return `${base64(nonce)}.${base64(secret)}`;
}

async function decrypt(key: CryptoKey, about: string, sealed: string): Promise<Uint8Array> {
  const [nonce = "", secret = ""] = sealed.split(".");
  const additionalData = new TextEncoder().encode(about);
  return new Uint8Array(
    await crypto.subtle.decrypt({ name: CIPHER, iv: bytes(nonce), additionalData }, key, bytes(secret)),
  );
}

function base64(from: Uint8Array): string {
  let binary = "";
  for (const byte of from) binary += String.fromCharCode(byte);
  return btoa(binary);
}

const bytes = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
