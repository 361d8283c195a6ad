import { AppError } from "#shared/core/errors";
import { DEFAULT_ISSUER } from "#shared/core/token";
import type { Env } from "../call.ts";

/** A shorter secret could be guessed. */
const SECRET_MIN = 32;
const DEV_ORIGIN = "http://localhost:8787";
const LOCAL = /^http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?$/;

const listed = ({ ALLOWED_ORIGINS = "" }: Env): string[] =>
  ALLOWED_ORIGINS.split(",")
    .map((origin) => origin.trim().replace(/\/$/, ""))
    .filter((origin) => origin.length > 0);

/** The settings without which nobody can sign in. */
export const missingSettings = (env: Env): string[] => [
  ...((env.IAM_SECRET ?? "").length >= SECRET_MIN ? [] : ["IAM_SECRET"]),
  ...(env.STAGE === "dev" || listed(env).length > 0 ? [] : ["ALLOWED_ORIGINS"]),
];

export const issuerOf = (env: Env): string => env.ISSUER || DEFAULT_ISSUER;

/** Where a letter's link leads. */
export const linkTo = (env: Env, path: string): string => `${listed(env)[0] ?? DEV_ORIGIN}${path}`;

/** Whether the address is the one whose owner begins the platform. */
export const isFirstAdminAddress = ({ FIRST_ADMIN_EMAIL = "" }: Env, email: string): boolean =>
  FIRST_ADMIN_EMAIL.trim().toLowerCase() === email;

/**
 * The cookie of a request, empty where there is none. A cookie travels by itself, so what it does must have been asked for
 * by one of our own pages.
 *
 * @throws AppError `auth.origin_refused`
 */
export function cookieOfOurPage(env: Env, origin: string | undefined, cookie: string | undefined): string {
  if (cookie === undefined) return "";
  const isOurs = origin !== undefined && (listed(env).includes(origin) || (env.STAGE === "dev" && LOCAL.test(origin)));
  if (!isOurs) throw new AppError("auth.origin_refused");
  return cookie;
}
