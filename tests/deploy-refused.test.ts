import { describe, expect, it } from "vitest";
import type { Environment } from "../scripts/deploy/environment.ts";
import { EMPTY_ACCOUNT, planDeployment } from "../scripts/deploy/plan.ts";
import type { Setup } from "../scripts/setups.ts";
import { STAGING, TREE } from "./deploy/places.ts";

type Broken = Partial<Pick<Environment, "settings" | "secrets">>;

const codesOf = (tree: typeof TREE, environment: Environment) =>
  planDeployment(tree, environment, EMPTY_ACCOUNT).refusals.map(({ code, detail }) => `${code}: ${detail}`);
const withSetting = (name: string, value: string): Broken => ({ settings: { ...STAGING.settings, [name]: value } });
const withSecret = (name: string, value: string): Broken => ({ secrets: { ...STAGING.secrets, [name]: value } });
const without = (given: Readonly<Record<string, string>>, name: string) =>
  Object.fromEntries(Object.entries(given).filter(([key]) => key !== name));

const changed = (name: string, change: (setup: Setup) => Partial<Setup>) => ({
  ...TREE,
  setups: TREE.setups.map((setup) => (setup.name === name ? { ...setup, ...change(setup) } : setup)),
});

describe("a deployment is refused", () => {
  it.each<[string, Broken, string]>([
    [
      "with a laptop's stage among the settings",
      withSetting("STAGE", "dev"),
      "stage.carried: STAGE=dev is a laptop's and stands in no deployment",
    ],
    [
      "with a laptop's stage among the secrets",
      withSecret("STAGE", "dev"),
      "stage.carried: STAGE=dev is a laptop's and stands in no deployment",
    ],
    [
      "with a secret out of a .dev.vars",
      withSecret("IAM_SECRET", TREE.laptop.IAM_SECRET ?? ""),
      "laptop.carried: IAM_SECRET is the value in a .dev.vars",
    ],
    [
      "with a setting that nobody reads",
      withSetting("ALLOWED_ORIGIN", "x"),
      "setting.unknown: no Worker reads ALLOWED_ORIGIN",
    ],
    [
      "with a setting that is still an example",
      withSetting("MAIL_FROM", "Us <us@courtyard.example>"),
      "setting.example: MAIL_FROM is still an example: Us <us@courtyard.example>",
    ],
    [
      "with a secret in a file that is tracked",
      withSetting("EVENTS_SECRET", "x"),
      "secret.in_settings: EVENTS_SECRET stands among the plain settings",
    ],
    [
      "with a secret that could be guessed",
      withSecret("EVENTS_SECRET", "short"),
      "secret.short: EVENTS_SECRET has under 32 characters",
    ],
    [
      "with a secret from before that is the one of now",
      withSecret("EVENTS_SECRET_BEFORE", STAGING.secrets.EVENTS_SECRET ?? ""),
      "secret.same: EVENTS_SECRET_BEFORE is the value of EVENTS_SECRET: it takes the one that was there before",
    ],
    [
      "with a secret from before in a file that is tracked",
      withSetting("EVENTS_SECRET_BEFORE", "x"),
      "secret.in_settings: EVENTS_SECRET_BEFORE stands among the plain settings",
    ],
    [
      "with an empty key of the mail's",
      withSecret("RESEND_API_KEY", ""),
      "secret.short: RESEND_API_KEY has under 1 characters",
    ],
    [
      "without IAM's secret",
      { secrets: without(STAGING.secrets, "IAM_SECRET") },
      "secret.missing: iam needs IAM_SECRET",
    ],
    [
      "without a key for mail",
      { secrets: without(STAGING.secrets, "RESEND_API_KEY") },
      "secret.missing: notifications needs RESEND_API_KEY",
    ],
    [
      "without our own pages",
      { settings: without(STAGING.settings, "ALLOWED_ORIGINS") },
      "setting.missing: iam needs ALLOWED_ORIGINS",
    ],
  ])("%s", (_, broken, said) => expect(codesOf(TREE, { ...STAGING, ...broken })).toContain(said));

  it.each<[string, ReturnType<typeof changed>, string]>([
    [
      "with a stage in a wrangler.toml",
      changed("iam", () => ({ vars: { STAGE: "dev" } })),
      "stage.carried: iam's wrangler.toml says STAGE=dev",
    ],
    [
      "with an inner Worker at workers.dev",
      changed("iam", () => ({ workersDev: true })),
      "inner.workers_dev: iam has no workers_dev = false",
    ],
    [
      "with an inner Worker that does not say where it is",
      changed("iam", () => ({ workersDev: undefined })),
      "inner.workers_dev: iam has no workers_dev = false",
    ],
    [
      "with previews of an inner Worker",
      changed("iam", () => ({ previewUrls: true })),
      "inner.preview_urls: iam has no preview_urls = false",
    ],
    [
      "with a route to an inner Worker",
      changed("events", () => ({ routes: ["log.courtyard.dev/*"] })),
      "inner.route: events has a route: only the gateway is public",
    ],
    [
      "with a queue that has no dead letters",
      changed("bookings", ({ consumers }) => ({ consumers: consumers.map(({ queue }) => ({ queue })) })),
      "queue.no_dead_letters: bookings takes bookings without a dead-letter queue",
    ],
    [
      "with dead letters that nobody takes",
      changed("events", () => ({ consumers: [] })),
      "queue.dead_letters_unheard: nobody takes bookings-dead, where bookings puts its dead letters",
    ],
    [
      "with a binding to a Worker that is not in the tree",
      changed("iam", ({ services }) => ({ services: [...services, { binding: "CHAT", service: "chat" }] })),
      "binding.no_worker: iam is bound to chat, which is not in the tree",
    ],
  ])("%s", (_, tree, said) => expect(codesOf(tree, STAGING)).toContain(said));
});
