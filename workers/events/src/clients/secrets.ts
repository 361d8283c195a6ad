import type { Secrets } from "#shared/worker/keyring";
import type { Env } from "../call.ts";

/** What wraps the persons' keys. The one before is none where it is empty, or no other than the one of now. */
export const secretsOf = ({ EVENTS_SECRET: current, EVENTS_SECRET_BEFORE: before }: Env): Secrets => ({
  current,
  before: before && before !== current ? before : undefined,
  setting: "EVENTS_SECRET_BEFORE",
});
