import { fileURLToPath } from "node:url";
import type { Environment } from "../../scripts/deploy/environment.ts";
import type { Tree } from "../../scripts/deploy/refusals.ts";
import { readSetups } from "../../scripts/setups.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

const LONG = "a secret that was made for this test alone";

export const TREE: Tree = {
  setups: readSetups(ROOT),
  laptop: { IAM_SECRET: "a secret that lies on somebody's laptop" },
};

/** An environment that nothing refuses. */
export const STAGING: Environment = {
  name: "staging",
  location: "weur",
  settings: {
    ALLOWED_ORIGINS: "https://courtyard.dev",
    PUBLIC_ORIGIN: "https://api.courtyard.dev",
    MAIL_FROM: "Courtyard <post@courtyard.dev>",
  },
  secrets: {
    IAM_SECRET: `${LONG}: iam`,
    RESIDENCY_SECRET: `${LONG}: residency`,
    EVENTS_SECRET: `${LONG}: events`,
    RESEND_API_KEY: "re_123",
  },
};
