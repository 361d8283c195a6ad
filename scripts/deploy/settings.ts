export interface Setting {
  readonly kind: "secret" | "needed" | "optional";
  /** What is put there, for whoever reads that it is missing. */
  readonly wants: string;
  /** The fewest characters that are taken. */
  readonly least?: number;
  /** The secret that took its place: until then it was that one, and it may be missing. */
  readonly before?: string;
}

/** A shorter secret could be guessed. */
const OWN_SECRET: Setting = { kind: "secret", least: 32, wants: "what `openssl rand -base64 32` prints; keep a copy" };
const optional = (wants: string): Setting => ({ kind: "optional", wants });
const needed = (wants: string): Setting => ({ kind: "needed", wants });

const ORIGINS = "the web origins of your pages, separated by commas, such as https://app.your.domain";
const ADDRESS =
  "https:// and the `domain` of the environment, or else <environment>-gateway.<your subdomain>.workers.dev";
const ISSUER = optional("the `iss` of access tokens; leave it out for the default");

/**
 * What each Worker reads of its environment beside its bindings. A secret is uploaded with the Worker's version and shown to
 * nobody; the others are plain variables of the generated configuration. `STAGE` is a laptop's and stands in no deployment.
 */
export const SETTINGS: Readonly<Record<string, Readonly<Record<string, Setting>>>> = {
  gateway: { ALLOWED_ORIGINS: optional(ORIGINS), ISSUER },
  iam: {
    IAM_SECRET: OWN_SECRET,
    ALLOWED_ORIGINS: needed(ORIGINS),
    FIRST_ADMIN_EMAIL: optional("the e-mail address of whoever is to be the first admin"),
    ISSUER,
  },
  residency: { RESIDENCY_SECRET: OWN_SECRET },
  bookings: { PUBLIC_ORIGIN: needed(ADDRESS) },
  events: {
    EVENTS_SECRET: OWN_SECRET,
    // However short it was: it is on its way out.
    EVENTS_SECRET_BEFORE: { kind: "secret", before: "EVENTS_SECRET", wants: "what EVENTS_SECRET was until now" },
    AUDIT_WINDOW_SECONDS: optional("a number of seconds"),
  },
  notifications: {
    RESEND_API_KEY: { kind: "secret", wants: "a key from https://resend.com/api-keys that may send" },
    MAIL_FROM: needed("who letters are from, at a domain that Resend has verified: Name <name@your.domain>"),
  },
};

const namesOf = (worker: string, wanted: (setting: Setting) => boolean): string[] =>
  Object.entries(SETTINGS[worker] ?? {}).flatMap(([name, setting]) => (wanted(setting) ? [name] : []));

export const secretsOf = (worker: string): string[] => namesOf(worker, ({ kind }) => kind === "secret");
/** Those without which it does not run. */
export const secretsNeededBy = (worker: string): string[] =>
  namesOf(worker, ({ kind, before }) => kind === "secret" && before === undefined);
export const plainOf = (worker: string): string[] => namesOf(worker, ({ kind }) => kind !== "secret");
export const neededOf = (worker: string): string[] => namesOf(worker, ({ kind }) => kind === "needed");

/** What is known of a setting, whichever Worker reads it. */
export const settingNamed = (name: string): Setting | undefined =>
  Object.values(SETTINGS).find((settings) => Object.hasOwn(settings, name))?.[name];
