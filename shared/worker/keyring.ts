import { AppError } from "../core/errors.ts";
import { hexOf } from "../core/hex.ts";
import { log } from "./log.ts";

/** AES-256-GCM (NIST SP 800-38D): a random nonce of 96 bits stands before each sealed text. */
const CIPHER = "AES-GCM";
const KEY_BITS = 256;
const NONCE_BYTES = 12;
/** A secret's name is derived from it, so that it tells nothing of it. */
const NAME_BITS = 64;

/** A worker's secrets for keys: `current` wraps from now on, and `before`, where it is still there, wrapped until then. */
export interface Secrets {
  readonly current: string;
  readonly before: string | undefined;
  /** The setting that holds `before`: what is missing where neither opens a key. */
  readonly setting: string;
}

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

/** What needs its owner's key, unless there is no seal on it. */
interface Owned {
  readonly owner: string | null;
  readonly sealed?: string | null;
}

/** The keys of some owners. An owner without a key gets one at the first seal; one whose key is destroyed never again. */
export interface Keyring {
  /** A text as it may be kept: in the open without an owner; not at all when the owner's key is destroyed. */
  readonly keep: (owner: string | null, id: string, text: string) => Promise<Kept>;
  /** The text, or null when it is gone with its key. */
  readonly reveal: (kept: Kept) => Promise<string | null>;
  /** What can be kept or revealed now, and what waits, each by itself, until there is the secret that opens its owner's key. */
  readonly part: <O extends Owned>(all: readonly O[]) => Promise<{ readonly open: O[]; readonly locked: O[] }>;
  /** The keys that were made meanwhile and must be kept with what they sealed. */
  readonly minted: () => readonly NewKey[];
}

/** A key as it is kept from now on, with the name of the secret that wrapped it. */
export interface NewKey {
  readonly owner: string;
  readonly wrapped: string;
  readonly wrappedBy: string;
}

/** @throws AppError where a key that is needed opens with none of the secrets */
export async function keyringOf(secrets: Secrets, kept: readonly OwnerKey[]): Promise<Keyring> {
  const wrappings = await wrappingsOf(secrets);
  const known = new Map(kept.map(({ owner, wrapped }) => [owner, wrapped]));
  const opened = new Map<string, Promise<CryptoKey>>();
  const made: NewKey[] = [];

  const unwrap = async (owner: string, wrapped: string): Promise<CryptoKey> => {
    const raw = await unwrapped(wrappings, owner, wrapped);
    if (raw) return importKey(raw);
    throw new AppError("service.not_configured", {
      facts: { missing: secrets.setting },
      cause: new Error(`no secret opens the key of ${owner}: ${secrets.setting} is missing, or another one`),
    });
  };

  const mint = async (owner: string): Promise<CryptoKey> => {
    const raw = crypto.getRandomValues(new Uint8Array(KEY_BITS / 8));
    made.push(await wrap(wrappings[0], owner, raw));
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
    part: async (all) => {
      const needed = all.filter(({ sealed }) => sealed !== null).map(({ owner }) => owner);
      const shut = new Set<string>();
      for (const [owner, theirs] of Map.groupBy(needed, (owner) => owner)) {
        if (owner === null || !known.get(owner) || (await keyOf(owner)?.then(isHere, isNotHere))) continue;
        shut.add(owner);
        log("event.locked", { owner, count: theirs.length, missing: secrets.setting });
      }
      const isLocked = ({ owner, sealed }: Owned) => sealed !== null && owner !== null && shut.has(owner);
      return { open: all.filter((one) => !isLocked(one)), locked: all.filter(isLocked) };
    },
    minted: () => made,
  };
}

const isHere = () => true;
const isNotHere = () => false;

/** SHA-256 of a text, in hex. */
export async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return hexOf(new Uint8Array(digest));
}

/** What each secret is called beside the keys that it wrapped. */
export async function namesOf(secrets: Secrets): Promise<{ current: string; before: string | undefined }> {
  const [current, before] = await wrappingsOf(secrets);
  return { current: current.name, before: before?.name };
}

/** The same keys under the current secret, each beside what it was; one that no secret opens, or that is destroyed, is left out. */
export async function wrappedAnew(
  secrets: Secrets,
  kept: readonly OwnerKey[],
): Promise<(NewKey & { readonly from: string })[]> {
  const wrappings = await wrappingsOf(secrets);
  const anew = await Promise.all(
    kept.map(async ({ owner, wrapped: from }) => {
      const raw = from === null ? undefined : await unwrapped(wrappings, owner, from);
      return from === null || !raw ? [] : [{ ...(await wrap(wrappings[0], owner, raw)), from }];
    }),
  );
  return anew.flat();
}

/** What a secret comes to: the key that wraps, and its name. */
interface Wrapping {
  readonly key: CryptoKey;
  readonly name: string;
}

async function wrap({ key, name }: Wrapping, owner: string, raw: Uint8Array): Promise<NewKey> {
  return { owner, wrapped: await encrypt(key, owner, raw), wrappedBy: name };
}

/** The seal holds under one secret alone, so which of them it was shows by trying: a wrong one never opens it. */
async function unwrapped(wrappings: readonly Wrapping[], owner: string, wrapped: string) {
  for (const { key } of wrappings) {
    const raw = await decrypt(key, owner, wrapped).catch(() => undefined);
    if (raw) return raw;
  }
  return undefined;
}

async function wrappingsOf({ current, before }: Secrets): Promise<[Wrapping, ...Wrapping[]]> {
  return [await wrappingOf(current), ...(before ? [await wrappingOf(before)] : [])];
}

/** What the secrets of this isolate came to: deriving it is the same for every request. */
const derived = new Map<string, Wrapping>();

async function wrappingOf(secret: string): Promise<Wrapping> {
  const known = derived.get(secret);
  if (known) return known;
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), "HKDF", false, [
    "deriveKey",
    "deriveBits",
  ]);
  const key = await crypto.subtle.deriveKey(
    derivation("keyring"),
    material,
    { name: CIPHER, length: KEY_BITS },
    false,
    ["encrypt", "decrypt"],
  );
  const name = hexOf(new Uint8Array(await crypto.subtle.deriveBits(derivation("keyring name"), material, NAME_BITS)));
  derived.set(secret, { key, name });
  return { key, name };
}

/** HKDF (RFC 5869): what is derived for one purpose tells nothing of what is derived for another. */
const derivation = (purpose: string) => ({
  name: "HKDF",
  hash: "SHA-256",
  salt: new Uint8Array(),
  info: new TextEncoder().encode(purpose),
});

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
