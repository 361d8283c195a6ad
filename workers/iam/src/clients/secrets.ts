/** What is derived from `IAM_SECRET` for one purpose cannot be used for another. */
type Purpose = "code" | "link" | "invitation" | "refresh" | "attempts" | "signing keys";

/** Random bytes in a secret that travels in a letter. */
const SECRET_BYTES = 32;
const CODE_SPACE = 1_000_000;
const bytesOf = (text: string) => new TextEncoder().encode(text);

export const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

export const fromBase64Url = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

export const randomSecret = (bytes = SECRET_BYTES): string =>
  toBase64Url(crypto.getRandomValues(new Uint8Array(bytes)));

/** Six digits, each code as likely as any other. */
export function randomCode(): string {
  const limit = Math.floor(2 ** 32 / CODE_SPACE) * CODE_SPACE;
  for (;;) {
    const [drawn = limit] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < limit) return String(drawn % CODE_SPACE).padStart(6, "0");
  }
}

const hkdf = async (
  secret: string,
  purpose: Purpose,
  use: { name: string; hash?: string; length: number },
  usages: string[],
) =>
  crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: bytesOf(`courtyard iam ${purpose}`) },
    await crypto.subtle.importKey("raw", bytesOf(secret), "HKDF", false, ["deriveKey"]),
    use,
    false,
    usages,
  );

/** The keyed hash under which a secret is kept, and by which it is found again. */
export async function hashOf(secret: string, purpose: Purpose, text: string): Promise<string> {
  const key = await hkdf(secret, purpose, { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]);
  return toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", key, bytesOf(text))));
}

/** Whether both are the same, in a time that does not tell where they differ. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [bytesOf(one), bytesOf(other)];
  return a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
}

const IV_BYTES = 12;
const wrappingKey = (secret: string) =>
  hkdf(secret, "signing keys", { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]);

/** AES-256-GCM; `name` must be the same again to open it. */
export async function seal(secret: string, name: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const algorithm = { name: "AES-GCM", iv, additionalData: bytesOf(name) };
  const sealed = await crypto.subtle.encrypt(algorithm, await wrappingKey(secret), bytesOf(text));
  return `${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`;
}

export async function unseal(secret: string, name: string, sealed: string): Promise<string> {
  const [iv = "", data = ""] = sealed.split(".");
  const algorithm = { name: "AES-GCM", iv: fromBase64Url(iv), additionalData: bytesOf(name) };
  return new TextDecoder().decode(
    await crypto.subtle.decrypt(algorithm, await wrappingKey(secret), fromBase64Url(data)),
  );
}
