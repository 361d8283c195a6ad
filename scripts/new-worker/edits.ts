import type { Names } from "./names.ts";

/** One place in a file of the repository where a new worker is written down. */
export interface Edit {
  readonly path: string;
  /** Stands in the file, once for each `times`. */
  readonly find: RegExp;
  readonly replace: (...found: string[]) => string;
  readonly times?: number;
}

/** Puts something at the end of a list that is written out: `["a", "b"]` → `["a", "b", "c"]`. */
const longer = (path: string, begin: RegExp, added: string): Edit => ({
  path,
  find: new RegExp(`(${begin.source}[^\\]]*?)(,?\\s*\\])`),
  replace: (_, list = "", end = "") => `${list}, ${added}${end.replace(",", "")}`,
});

/** Puts lines before a place that stands there once. */
const before = (path: string, find: RegExp, added: string): Edit => ({
  path,
  find,
  replace: (found = "") => `${added}${found}`,
});

/** Everything that names each worker, in the order of CONTRIBUTING.md. */
export function editsFor({ worker, noun, Noun, Nouns, BINDING, prefix }: Names): Edit[] {
  const service = (caller: string) =>
    `[[services]]\nbinding = "${BINDING}"\nservice = "${worker}"\nentrypoint = "Door"\nprops = { caller = "${caller}" }\n\n`;
  const line = (text: string) => `${text}\n`;
  return [
    longer("shared/core/workers.ts", /WORKERS = \[/, `"${worker}"`),
    before("shared/core/ids.ts", /} as const;/, line(`  ${noun}: "${prefix}",`)),
    longer("shared/core/permissions.ts", /PERMISSIONS = \[/, `"${noun}.create", "${noun}.read"`),
    longer("shared/core/permissions.ts", /STAFF: readonly Permission\[\] = \[/, `"${noun}.read"`),
    longer("shared/core/permissions.ts", /MANAGER: readonly Permission\[\] = \[/, `"${noun}.create"`),
    before(
      "shared/core/problems.ts",
      /\n\/\*\* The languages/,
      line(`import { ${noun}Problems } from "./problems/${worker}.ts";`),
    ),
    before("shared/core/problems.ts", /};\n\nexport type Code/, line(`  ...${noun}Problems,`)),
    before(
      "shared/contracts/all.ts",
      /import type { PublicRoute }/,
      line(`import { ${worker} } from "./${worker}.ts";`),
    ),
    {
      path: "shared/contracts/all.ts",
      find: /(contracts = {[^}]*?),? }/,
      replace: (_, list = "") => `${list}, ${worker} }`,
    },
    before(
      "shared/contracts/openapi.ts",
      / {2}\],\n} as const;/,
      line(`    { name: "${worker}", description: "The ${worker} of a building" },`),
    ),
    longer("shared/contracts/events-internal.ts", /callers: \["events", /, `"${worker}"`),
    longer("shared/contracts/residency-internal.ts", /callers: \["iam", /, `"${worker}"`),

    before(
      "shared/events/catalogue.ts",
      /\n\/\*\* The workers that have a queue/,
      line(`import { ${Noun}Created } from "./${worker}.ts";`),
    ),
    longer("shared/events/catalogue.ts", /LISTENERS = \[/, `"${worker}"`),
    ...["BuildingCreated", "BuildingUpdated", "ResidentVerified", "ResidentUnverified"].flatMap((event) => [
      longer(
        "shared/events/catalogue.ts",
        new RegExp(`event: ${event},\\s*from: "residency",\\s*to: \\[`),
        `"${worker}"`,
      ),
      longer("shared/events/catalogue.ts", new RegExp(`event: ${event},[^}]*?replay: \\[`), `"${worker}"`),
    ]),
    before(
      "shared/events/catalogue.ts",
      / {2}"audit.recorded":/,
      line(`  "${noun}.created": { event: ${Noun}Created, from: "${worker}", to: [], leaves: "manager", replay: [] },`),
    ),
    before("workers/events/wrangler.toml", /\[\[queues\.producers\]\]\nbinding = "RESIDENCY_QUEUE"/, service("events")),
    before(
      "workers/events/wrangler.toml",
      /\[\[queues\.consumers\]\]\nqueue = "residency-dead"/,
      `[[queues.producers]]\nbinding = "${BINDING}_QUEUE"\nqueue = "${worker}"\n\n`,
    ),
    before(
      "workers/events/wrangler.toml",
      /\[triggers\]/,
      `[[queues.consumers]]\nqueue = "${worker}-dead"\nmax_batch_size = 50\nmax_batch_timeout = 1\nmax_retries = 50\nretry_delay = 30\n\n`,
    ),
    before("workers/events/src/call.ts", / {2}readonly RESIDENCY_QUEUE/, line(`  readonly ${BINDING}: Fetcher;`)),
    before("workers/events/src/call.ts", / {2}\/\*\* Wraps the keys/, line(`  readonly ${BINDING}_QUEUE: Queue;`)),
    before(
      "workers/events/src/clients/queues.ts",
      /} as const satisfies Readonly<Record<Listener/,
      line(`  ${worker}: "${BINDING}_QUEUE",`),
    ),
    before(
      "workers/events/src/clients/listeners.ts",
      /} as const satisfies Readonly<Record<Listener/,
      line(`  ${worker}: "${BINDING}",`),
    ),

    before("wrangler.toml", /\[\[ratelimits\]\]\nname = "READ_LIMIT"/, service("gateway")),
    before("workers/gateway/src/call.ts", / {2}readonly ASSETS/, line(`  readonly ${BINDING}: Fetcher;`)),
    before(
      "workers/gateway/src/clients/doors.ts",
      /} as const satisfies Record<Behind/,
      line(`  ${worker}: "${BINDING}",`),
    ),

    before(
      "tests/journeys/examples.ts",
      /\n {2}listNotifications:/,
      [
        "",
        `  create${Noun}: (town) => ({ ...building(town), body: { name: "The first" } }),`,
        `  list${Nouns}: building,`,
        `  get${Noun}: async ({ ours, theirs }) => {`,
        `    const made = async ({ manager, building: id }: Town["ours"]) =>`,
        `      (await must(api.create${Noun}({ id, body: { name: "The second" } }, manager.sender))).id;`,
        `    return { client: ours.resident, ids: { id: await made(ours) }, foreign: { id: await made(theirs) } };`,
        "  },",
        "",
      ].join("\n"),
    ),
    before(
      "ARCHITECTURE.md",
      /\| `events` \| the log/,
      line(`| \`${worker}\` | ${worker} of a building | \`${noun}.*\` | – |`),
    ),
    before("README.md", /\| `shared\/` \|/, line(`| \`workers/${worker}/\` | ${worker} of a building |`)),
    {
      path: "workers/residency/README.md",
      find: /(internal\/homes-of` \| [a-z, ]*[a-z]) \|/,
      replace: (_, callers = "") => `${callers}, ${worker} |`,
    },
    {
      path: "docs/operations.md",
      find: /(For a listener \([^)]*)\)/,
      replace: (_, listeners = "") => `${listeners}, \`${worker}\`)`,
    },
    before("scripts/deploy/settings.ts", /};\n\nconst namesOf/, line(`  ${worker}: {},`)),
    before(
      "docs/privacy.md",
      /\| events \| the log/,
      line(
        `| ${worker} | homes: which unit, as what, since and until when | for good, under the id: a home is ended, never deleted |`,
      ),
    ),
  ];
}
