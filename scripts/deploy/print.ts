import type { Environment } from "./environment.ts";
import { named, type Plan, type Step } from "./plan.ts";
import type { Place, Refusal } from "./refusals.ts";

/** A plan in words; what it refuses stands last, where it is read. */
export function printPlan({ refusals, kept, steps }: Plan, environment: Environment, isKnown: boolean): string {
  const where = [
    ...(environment.location ? [`location ${environment.location}`] : []),
    ...(environment.jurisdiction ? [`jurisdiction ${environment.jurisdiction}`] : []),
    environment.domain ?? "an address of workers.dev",
  ];
  return [
    `Courtyard in ${environment.name} (${where.join(", ")})`,
    isKnown
      ? `There already: ${kept.join(", ") || "nothing"}`
      : "What the account has is unknown without CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID: planned as for an empty one.",
    "",
    ...steps.map((step, at) => `${String(at + 1).padStart(3)}. ${wordsOf(step, environment)}`),
    "",
    ...(refusals.length === 0 ? ["Nothing refuses it."] : refused(refusals, environment)),
  ].join("\n");
}

const PLACES: Readonly<Record<Place, (environment: Environment) => string>> = {
  settings: ({ name }) => `in environments/${name}.json, under "settings":`,
  secrets: () => "in the file of --secrets, a line NAME=value each (outside the repository, readable by you alone):",
  tree: () => "in the wrangler.toml of the Worker:",
};

/** What is to be put right, by the file in which that is done. */
const refused = (refusals: readonly Refusal[], environment: Environment): string[] => [
  `Refused, and nothing was changed: ${refusals.length} to put right.`,
  ...(Object.keys(PLACES) as Place[]).flatMap((place) => {
    const here = refusals.filter((one) => one.place === place);
    return here.length === 0 ? [] : ["", `  ${PLACES[place](environment)}`, ...here.flatMap(lineOf)];
  }),
];

const lineOf = ({ code, detail, put }: Refusal): string[] => [
  `    ${code.padEnd(20)} ${detail}`,
  ...(put === undefined ? [] : [`    ${" ".repeat(20)} put: ${put}`]),
];

/** One step as a sentence. */
export function wordsOf(step: Step, environment: Environment): string {
  switch (step.do) {
    case "create":
      return `create the ${step.what} ${step.name}`;
    case "migrate":
      return `migrate ${step.database} from ${step.from}`;
    case "doorstep":
      return `put a doorstep at ${named(environment, step.worker)}, so that ${step.callers.join(", ")} can be bound to it`;
    case "deploy":
      return [
        `deploy ${named(environment, step.worker)}`,
        ...(step.calls.length > 0 ? [`calls ${step.calls.join(", ")}`] : []),
        ...(step.objects.length > 0 ? [`declares the objects ${step.objects.join(", ")}`] : []),
        ...(step.secrets.length > 0 ? [`brings ${step.secrets.join(", ")}`] : []),
      ].join("; ");
    case "check":
      return "ask the gateway for /readyz";
  }
}
