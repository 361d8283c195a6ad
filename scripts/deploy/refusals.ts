import type { Setup } from "../setups.ts";
import type { Environment } from "./environment.ts";
import { neededOf, secretsNeededBy, settingNamed } from "./settings.ts";

export interface Refusal {
  readonly code: string;
  readonly detail: string;
  /** Where it is put right. */
  readonly place: Place;
  /** What belongs there. */
  readonly put?: string | undefined;
}

/** The file of the environment, that of its secrets, or the configuration of the Workers. */
export type Place = "settings" | "secrets" | "tree";

/** What is deployed: every Worker's configuration, and what of this laptop must not go along. */
export interface Tree {
  readonly setups: readonly Setup[];
  readonly laptop: Readonly<Record<string, string>>;
}

type SecretsThere = Readonly<Record<string, readonly string[] | undefined>>;

/** Ends of names that belong to nobody (RFC 2606). */
const EXAMPLE = /\.(example|invalid|test)\b|\bexample\.(com|net|org)\b/;
/** A value of the laptop that is shorter than this may be anybody's. */
const TELLING = 16;

/** Everything for which the tree must not be deployed to the environment as it is; `there` is which secrets each Worker has. */
export function refusals({ setups, laptop }: Tree, environment: Environment, there: SecretsThere): Refusal[] {
  return [
    ...stageRefusals(setups, environment),
    ...valueRefusals(laptop, environment),
    ...setups.flatMap((setup) => [
      ...missingRefusals(setup.name, environment, there[setup.name] ?? []),
      ...innerRefusals(setup),
      ...bindingRefusals(setup, setups),
      ...queueRefusals(setup, setups),
    ]),
  ];
}

const refuse = (place: Place, code: string, detail: string, name?: string): Refusal => ({
  code,
  detail,
  place,
  put: name === undefined ? undefined : settingNamed(name)?.wants,
});
const ofTree = (code: string, detail: string): Refusal => refuse("tree", code, detail);

const stageRefusals = (setups: readonly Setup[], { settings, secrets }: Environment): Refusal[] => [
  ...Object.entries({ settings, secrets }).flatMap(([place, given]) =>
    "STAGE" in given
      ? [refuse(place as Place, "stage.carried", `STAGE=${given.STAGE} is a laptop's and stands in no deployment`)]
      : [],
  ),
  ...setups.flatMap(({ name, vars }) =>
    "STAGE" in vars ? [ofTree("stage.carried", `${name}'s wrangler.toml says STAGE=${vars.STAGE}`)] : [],
  ),
];

function valueRefusals(laptop: Readonly<Record<string, string>>, { settings, secrets }: Environment): Refusal[] {
  const ofLaptop = new Set(Object.values(laptop).filter((value) => value.length >= TELLING));
  const isSecret = (name: string) => settingNamed(name)?.kind === "secret";
  return [
    ...Object.entries({ ...settings, ...secrets })
      .filter(([name]) => name !== "STAGE")
      .flatMap(([name, value]) => {
        const place = name in secrets ? "secrets" : "settings";
        return [
          ...(settingNamed(name) ? [] : [refuse(place, "setting.unknown", `no Worker reads ${name}`)]),
          ...(ofLaptop.has(value)
            ? [refuse(place, "laptop.carried", `${name} is the value in a .dev.vars`, name)]
            : []),
        ];
      }),
    ...Object.entries(settings).flatMap(([name, value]) => [
      ...(isSecret(name) ? [refuse("settings", "secret.in_settings", `${name} stands among the plain settings`)] : []),
      ...(EXAMPLE.test(value)
        ? [refuse("settings", "setting.example", `${name} is still an example: ${value}`, name)]
        : []),
    ]),
    ...Object.entries(secrets).flatMap(([name, value]) => {
      const { least = 1, before } = settingNamed(name) ?? {};
      const isSame = before !== undefined && value === secrets[before];
      const same = `${name} is the value of ${before}: it takes the one that was there before`;
      return [
        ...(value.length < least
          ? [refuse("secrets", "secret.short", `${name} has under ${least} characters`, name)]
          : []),
        ...(isSame ? [refuse("secrets", "secret.same", same)] : []),
      ];
    }),
  ];
}

const missingRefusals = (worker: string, { settings, secrets }: Environment, there: readonly string[]): Refusal[] => [
  ...neededOf(worker)
    .filter((name) => !settings[name])
    .map((name) => refuse("settings", "setting.missing", `${worker} needs ${name}`, name)),
  ...secretsNeededBy(worker)
    .filter((name) => secrets[name] === undefined && !there.includes(name))
    .map((name) => refuse("secrets", "secret.missing", `${worker} needs ${name}`, name)),
];

function innerRefusals({ name, workersDev, previewUrls, routes }: Setup): Refusal[] {
  if (name === "gateway") return [];
  return [
    ...(workersDev === false ? [] : [ofTree("inner.workers_dev", `${name} has no workers_dev = false`)]),
    ...(previewUrls === false ? [] : [ofTree("inner.preview_urls", `${name} has no preview_urls = false`)]),
    ...(routes.length === 0 ? [] : [ofTree("inner.route", `${name} has a route: only the gateway is public`)]),
  ];
}

const bindingRefusals = ({ name, services }: Setup, setups: readonly Setup[]): Refusal[] =>
  services
    .filter(({ service }) => !setups.some((other) => other.name === service))
    .map(({ service }) => ofTree("binding.no_worker", `${name} is bound to ${service}, which is not in the tree`));

function queueRefusals({ name, consumers }: Setup, setups: readonly Setup[]): Refusal[] {
  const taken = setups.flatMap((setup) => setup.consumers);
  const buries = (queue: string) => taken.some(({ dead_letter_queue }) => dead_letter_queue === queue);
  return consumers.flatMap(({ queue, dead_letter_queue: dead }) => {
    if (!dead)
      return buries(queue)
        ? []
        : [ofTree("queue.no_dead_letters", `${name} takes ${queue} without a dead-letter queue`)];
    return taken.some((other) => other.queue === dead)
      ? []
      : [ofTree("queue.dead_letters_unheard", `nobody takes ${dead}, where ${queue} puts its dead letters`)];
  });
}
