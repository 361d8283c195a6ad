export interface Setting {
  readonly kind: "secret" | "needed" | "optional";
  /** The fewest characters that are taken. */
  readonly least?: number;
}

/** A shorter secret could be guessed. */
const OWN_SECRET: Setting = { kind: "secret", least: 32 };
const GIVEN_SECRET: Setting = { kind: "secret" };
const NEEDED: Setting = { kind: "needed" };
const OPTIONAL: Setting = { kind: "optional" };

/**
 * What each Worker reads of its environment beside its bindings. A secret is uploaded with the Worker's version and shown to
 * nobody; the others are plain variables of the generated configuration. `STAGE` is a laptop's and stands in no deployment.
 */
export const SETTINGS: Readonly<Record<string, Readonly<Record<string, Setting>>>> = {
  gateway: { ALLOWED_ORIGINS: OPTIONAL, ISSUER: OPTIONAL },
  iam: { IAM_SECRET: OWN_SECRET, ALLOWED_ORIGINS: NEEDED, FIRST_ADMIN_EMAIL: OPTIONAL, ISSUER: OPTIONAL },
  residency: { RESIDENCY_SECRET: OWN_SECRET },
  bookings: { PUBLIC_ORIGIN: NEEDED },
  events: { EVENTS_SECRET: OWN_SECRET, AUDIT_WINDOW_SECONDS: OPTIONAL },
  notifications: { RESEND_API_KEY: GIVEN_SECRET, MAIL_FROM: NEEDED },
};

const namesOf = (worker: string, wanted: (setting: Setting) => boolean): string[] =>
  Object.entries(SETTINGS[worker] ?? {}).flatMap(([name, setting]) => (wanted(setting) ? [name] : []));

export const secretsOf = (worker: string): string[] => namesOf(worker, ({ kind }) => kind === "secret");
export const plainOf = (worker: string): string[] => namesOf(worker, ({ kind }) => kind !== "secret");
export const neededOf = (worker: string): string[] => namesOf(worker, ({ kind }) => kind === "needed");

/** What is known of a setting, whichever Worker reads it. */
export const settingNamed = (name: string): Setting | undefined =>
  Object.values(SETTINGS).find((settings) => Object.hasOwn(settings, name))?.[name];
