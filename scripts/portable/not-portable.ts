/** What the other runtimes do not run, each with its reason. */
export const NOT_PORTABLE: Readonly<Record<string, string>> = {
  "workers/*/src/{routes,usecases,store,objects,clients}":
    "they stand on Workers' own D1, Durable Objects, queues and bindings; `bun run start` and `deno task start` run them in workerd",
  "shared/{worker,testing,events,contracts}": "the same plumbing, and what is printed and checked with it",
  "tests and journeys": "their runner is vitest on Node, with a plugin that starts workerd",
};
