/**
 * How many calls of a class one client may make in a window. An isolate counts each of them; one in `step` is also counted by what
 * all isolates of a place share, the bindings in wrangler.toml, whose limit is that of the class by its step.
 */
export const RATES = {
  read: { limit: 600, step: 10, binding: "READ_LIMIT" },
  write: { limit: 240, step: 10, binding: "WRITE_LIMIT" },
  auth: { limit: 60, step: 1, binding: "AUTH_LIMIT" },
  upload: { limit: 30, step: 1, binding: "UPLOAD_LIMIT" },
  hook: { limit: 600, step: 10, binding: "HOOK_LIMIT" },
} as const;
export type RateClass = keyof typeof RATES;

export const WINDOW_SECONDS = 60;

/** `RateLimit-Policy` as draft-ietf-httpapi-ratelimit-headers has it. */
export const policyOf = (rate: RateClass): string => `"${rate}";q=${RATES[rate].limit};w=${WINDOW_SECONDS}`;

/** `RateLimit` of a client who has nothing left. */
export const spent = (rate: RateClass, seconds: number | string): string => `"${rate}";r=0;t=${seconds}`;
