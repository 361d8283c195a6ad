import { AppError } from "#shared/core/errors";
import type { Env } from "../call.ts";
import { pathOf } from "../domain/feed.ts";

const SECRET_BYTES = 32;
const DEV_ORIGIN = "http://localhost:8787";

/** 256 random bits in base64url: 43 characters. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/**
 * Where the world reads a feed.
 *
 * @throws AppError `service.not_configured` where nobody said how we are reached
 */
export function addressOf({ PUBLIC_ORIGIN = "", STAGE }: Env, secret: string): string {
  const origin = PUBLIC_ORIGIN.trim().replace(/\/$/, "") || (STAGE === "dev" ? DEV_ORIGIN : "");
  if (!origin) throw new AppError("service.not_configured", { facts: { missing: "PUBLIC_ORIGIN" } });
  return `${origin}${pathOf(secret)}`;
}
