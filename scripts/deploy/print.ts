import type { Environment } from "./environment.ts";
import { named, type Plan, type Step } from "./plan.ts";

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
    ...(refusals.length === 0
      ? ["Nothing refuses it."]
      : ["Refused:", ...refusals.map(({ code, detail }) => `  ${code.padEnd(24)} ${detail}`)]),
  ].join("\n");
}

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
