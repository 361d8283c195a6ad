import type { Exception } from "./rule.ts";

/** Everything that may break a rule, and why. An exception that nobody needs any more fails the test. */
export const exceptions: readonly Exception[] = [
  {
    rule: "length",
    at: "shared/contracts/openapi/refusals.ts",
    what: "*",
    reason: "it is printed by `npm run docs`, not written: one line for each route",
  },
  {
    rule: "reach",
    at: "shared/worker/outbox.ts",
    what: "fetches",
    reason: "the relay brings events to the log from a clock as well as from a call, and its failure is no refusal",
  },
  {
    rule: "reach",
    at: "workers/gateway/src/routes/gateway.ts",
    what: "fetches",
    reason: "what no worker behind the gateway answers goes on to its own pages, which are in the same Worker",
  },
  {
    rule: "verbs",
    at: "workers/gateway/src/usecases/",
    what: "0 loads",
    reason: "the gateway has no database: its use cases ask workers",
  },
  {
    rule: "doors",
    at: "workers/gateway/src/routes/",
    what: "*",
    reason: "what the gateway decides is HTTP itself, so its middleware stands at the door",
  },
  {
    rule: "arrows",
    at: "workers/gateway/src/routes/",
    what: "routes imports domain",
    reason: "its middleware asks rules that know nothing but a request: origins, rates, admission",
  },
  {
    rule: "standards",
    at: "workers/iam/src/clients/passwords.ts",
    what: "imports node:crypto",
    reason: "scrypt: the web's own PBKDF2 is capped at 100,000 iterations in production, and there is no argon2",
  },
  {
    rule: "casts",
    at: "workers/gateway/src/",
    what: "casts",
    reason: "what a worker answers has the shape its contract prints, and the gateway passes it on unread",
  },
];
