import { describe, expect, it } from "vitest";
import type { contracts } from "#shared/contracts/all";
import { bookings } from "#shared/contracts/bookings";
import { PERMISSIONS } from "#shared/core/permissions";
import type { Setup } from "../scripts/setups.ts";
import { treeOf } from "./architecture/tree.ts";
import { bindingFaults, setupFaults } from "./topology/bindings.ts";
import { contractFaults, unaskedPermissions } from "./topology/contracts.ts";
import { migrationFaults } from "./topology/migrations.ts";
import { factFaults, textFaults, unusedCodes } from "./topology/problems.ts";
import {
  idleChores,
  unansweredRoutes,
  unnamedPromises,
  unsaidEvents,
  untestedEvents,
  untriedRoutes,
} from "./topology/promised.ts";
import { catalogueFaults, queueFaults } from "./topology/queues.ts";

const hidden = (name: string, more: Partial<Setup> = {}): Setup => ({
  name,
  folder: `workers/${name}`,
  compatibilityDate: "2026-10-20",
  compatibilityFlags: ["nodejs_compat"],
  workersDev: false,
  previewUrls: false,
  placement: "smart",
  routes: [],
  services: [],
  consumers: [],
  producers: [],
  crons: ["* * * * *"],
  databases: [{ binding: "DB", name, migrations: `migrations/${name}` }],
  objects: [],
  declared: [],
  observed: true,
  vars: {},
  buckets: [],
  namespaces: [],
  ...more,
});

const door = (caller: string, service: string) => ({
  binding: service.toUpperCase(),
  service,
  entrypoint: "Door",
  props: { caller },
});
const taken = {
  queue: "bookings",
  max_batch_size: 50,
  max_batch_timeout: 1,
  max_retries: 50,
  dead_letter_queue: "bookings-dead",
};
const gateway = hidden("gateway", {
  folder: "",
  databases: [],
  services: [door("gateway", "bookings"), door("gateway", "events")],
});
const booker = hidden("bookings", { consumers: [taken], services: [door("bookings", "events")] });
const log = hidden("events", {
  producers: [{ binding: "BOOKINGS_QUEUE", queue: "bookings" }],
  consumers: [{ queue: "bookings-dead", max_batch_size: 50, max_batch_timeout: 1, max_retries: 50 }],
});
const NAMES = ["gateway", "bookings", "events"];
const PUBLISH = [{ worker: "events", callers: ["bookings"], operationId: "publish" }];

const change = (of: Setup, more: Partial<Setup>) =>
  [gateway, booker, log].map((one) => (one === of ? { ...of, ...more } : one));

describe("a sound topology", () => {
  it("has no faults", () => {
    const sound = [gateway, booker, log];
    expect([setupFaults(sound, NAMES), bindingFaults(sound, PUBLISH), queueFaults(sound, ["bookings"])]).toEqual([
      [],
      [],
      [],
    ]);
  });
});

describe("a Worker is refused that", () => {
  it.each([
    { fault: "bookings has no workers_dev = false", setups: change(booker, { workersDev: undefined }) },
    { fault: "bookings has no preview_urls = false", setups: change(booker, { previewUrls: true }) },
    { fault: "bookings has no smart placement near its database", setups: change(booker, { placement: undefined }) },
    { fault: "bookings has a route of its own", setups: change(booker, { routes: ["a.example.com/*"] }) },
    { fault: "bookings has another compatibility_date", setups: change(booker, { compatibilityDate: "2026-01-01" }) },
    { fault: "bookings has other compatibility_flags", setups: change(booker, { compatibilityFlags: [] }) },
    { fault: "bookings has the clock of nobody", setups: change(booker, { crons: [] }) },
    {
      fault: "bookings has no database DB of its name",
      setups: change(booker, { databases: [{ binding: "DB", name: "events", migrations: "migrations/bookings" }] }),
    },
    {
      fault: "bookings does not migrate from migrations/bookings",
      setups: change(booker, { databases: [{ binding: "DB", name: "bookings", migrations: "migrations/iam" }] }),
    },
    { fault: "bookings binds Calendar and does not declare it", setups: change(booker, { objects: ["Calendar"] }) },
    { fault: "bookings is not observed", setups: change(booker, { observed: false }) },
    { fault: "gateway has a database", setups: change(gateway, { databases: booker.databases }) },
    { fault: "workers/bookings says that it is iam", setups: change(booker, { name: "iam" }) },
    { fault: "iam is not in shared/core/workers.ts", setups: change(booker, { name: "iam" }) },
    { fault: "bookings is a worker and has no wrangler.toml", setups: [gateway, log] },
  ])("$fault", ({ fault, setups }) => {
    expect(setupFaults(setups, NAMES)).toContain(fault);
  });

  it.each([
    { fault: "gateway is not bound to events", setups: change(gateway, { services: [door("gateway", "bookings")] }) },
    { fault: "bookings is not bound to events", setups: change(booker, { services: [] }) },
    {
      fault: "events is bound to bookings, which has nothing for it",
      setups: change(log, { services: [door("events", "bookings")] }),
    },
    { fault: "bookings comes to events as gateway", setups: change(booker, { services: [door("gateway", "events")] }) },
    {
      fault: "bookings comes to events by the default export",
      setups: change(booker, { services: [{ ...door("bookings", "events"), entrypoint: undefined }] }),
    },
    {
      fault: "bookings calls events LOG",
      setups: change(booker, { services: [{ ...door("bookings", "events"), binding: "LOG" }] }),
    },
  ])("$fault", ({ fault, setups }) => {
    expect(bindingFaults(setups, PUBLISH)).toContain(fault);
  });

  it.each([
    { fault: "bookings does not take its queue", setups: change(booker, { consumers: [] }) },
    {
      fault: "bookings has max_retries = undefined instead of 50",
      setups: change(booker, { consumers: [{ ...taken, max_retries: undefined }] }),
    },
    {
      fault: "bookings has dead_letter_queue = undefined instead of bookings-dead",
      setups: change(booker, { consumers: [{ ...taken, dead_letter_queue: undefined }] }),
    },
    { fault: "events has no producer for bookings", setups: change(log, { producers: [] }) },
    { fault: "events does not take bookings-dead", setups: change(log, { consumers: [] }) },
    {
      fault: "events takes bookings-dead without max_retries",
      setups: change(log, { consumers: [{ queue: "bookings-dead", max_batch_size: 50, max_batch_timeout: 1 }] }),
    },
    {
      fault: "events has a producer for search, which nobody hears",
      setups: change(log, { producers: [...log.producers, { binding: "S", queue: "search" }] }),
    },
    {
      fault: "bookings sends to events; only events does that",
      setups: change(booker, { producers: [{ binding: "E", queue: "events" }] }),
    },
    {
      fault: "gateway takes bookings, and the catalogue does not know it as a listener",
      setups: change(gateway, { consumers: [taken] }),
    },
  ])("$fault", ({ fault, setups }) => {
    expect(queueFaults(setups, ["bookings"])).toContain(fault);
  });
});

describe("a catalogue is refused in which", () => {
  const said = { event: { type: "booking.created" }, from: "bookings", to: ["notifications"], replay: [] };
  it.each([
    { fault: "notifications is a listener and hears nothing", catalogue: {} },
    { fault: "booking.made is the event booking.created", catalogue: { "booking.made": said } },
    {
      fault: "booking.created may be replayed to search, which does not hear it",
      catalogue: { "booking.created": { ...said, replay: ["search"] } },
    },
  ])("$fault", ({ fault, catalogue }) => {
    expect(catalogueFaults(catalogue, ["notifications"])).toContain(fault);
  });
});

describe("a migration is refused when", () => {
  const plumbing = { "0001_plumbing.sql": "CREATE TABLE stale (what TEXT);" };
  it.each([
    {
      fault: "bookings/0002_x.sql has DROP\\s+TABLE",
      migrations: { bookings: { ...plumbing, "0002_x.sql": "drop  table a;" } },
    },
    {
      fault: "bookings/0002_x.sql has __new_",
      migrations: { bookings: { ...plumbing, "0002_x.sql": "CREATE TABLE __new_a (b);" } },
    },
    {
      fault: "bookings/0002_x.sql has ON\\s+DELETE\\s+CASCADE",
      migrations: { bookings: { ...plumbing, "0002_x.sql": "a REFERENCES b ON DELETE CASCADE" } },
    },
    { fault: "bookings/0003_x.sql is out of order", migrations: { bookings: { ...plumbing, "0003_x.sql": "" } } },
    {
      fault: "events/0001_plumbing.sql differs from bookings's",
      migrations: { bookings: plumbing, events: { "0001_plumbing.sql": "" } },
    },
    { fault: "bookings does not begin with 0001_plumbing.sql", migrations: { bookings: {} } },
    { fault: "bookings hears who lives where and has no 0002_homes.sql", migrations: { bookings: plumbing } },
    { fault: "events has no migrations", migrations: { bookings: plumbing } },
    { fault: "migrations/search belongs to no worker", migrations: { search: plumbing } },
  ])("$fault", ({ fault, migrations }) => {
    expect(migrationFaults(migrations as Parameters<typeof migrationFaults>[0], NAMES, ["bookings"])).toContain(fault);
  });
});

describe("a contract is refused that", () => {
  const sound = bookings.getResource;
  const faultsOf = (more: object, terms: object = {}) =>
    contractFaults(
      {
        bookings: { getResource: { ...sound, ...more, terms: { ...sound.terms, ...terms } } },
      } as unknown as typeof contracts,
      [],
      PERMISSIONS,
    );

  it.each([
    { fault: "bookings.getResource is the operation other", more: { operationId: "other" } },
    { fault: "getResource has the path /v2/x", more: { path: "/v2/x" } },
    { fault: "getResource is iam's", terms: { worker: "iam" } },
    { fault: "getResource needs resource.guess, which nobody can have", terms: { permission: "resource.guess" } },
    { fault: "getResource is for a grant and names no permission", terms: { permission: null, reach: "grant" } },
    {
      fault: "getResource asks person for resource.read, which the gateway does not look at",
      terms: { reach: "person" },
    },
    { fault: "getResource makes 2 round trips", terms: { d1: 2 } },
    { fault: "getResource makes 3 round trips", more: { method: "post" }, terms: { d1: 3 } },
    {
      fault: "getResource has nobody to keep a key for, and no keyed: false",
      more: { method: "post" },
      terms: { reach: "anyone" },
    },
    { fault: "getResource reads and counts as a write", terms: { rate: "write" } },
  ])("$fault", ({ fault, more = {}, terms }) => {
    expect(faultsOf(more, terms)).toContain(fault);
  });

  it("needs another permission than its use case asks for", () => {
    const contract = { bookings: { getResource: sound } };
    expect(unaskedPermissions(contract, { getResource: ["resource.read"] })).toEqual([]);
    const fault = "getResource needs resource.read by its contract, and its use case does not ask for it";
    expect(unaskedPermissions(contract, { getResource: ["resource.update"] })).toEqual([fault]);
    expect(unaskedPermissions(contract, {})).toEqual([fault]);
  });

  it("says an operation or a path twice", () => {
    const twice = { a: { getResource: sound }, b: { getResource: sound } };
    expect(contractFaults(twice, [], PERMISSIONS)).toEqual(
      expect.arrayContaining(["getResource names two operations", `get ${sound.path} is said twice`]),
    );
  });
});

describe("a problem is refused that", () => {
  const problem = { kind: "shape", en: ["Taken", "{slot} is taken."], es: ["Ocupado", "{slot} está ocupado."] };
  it.each([
    { fault: "slot.taken has no text in es", problems: { "slot.taken": { ...problem, es: ["", ""] } } },
    {
      fault: "slot.taken has other facts in es",
      problems: { "slot.taken": { ...problem, es: ["Ocupado", "{hora} está ocupado."] } },
    },
    { fault: "taken is not noun.what_went_wrong", problems: { taken: problem } },
    {
      fault: "slot.taken has other facts in es",
      problems: { "slot.taken": { ...problem, es: ["Ocupado", "{hora|está ocupado|están ocupados}, {slot}."] } },
    },
    {
      fault: "slot.taken has no other text in es",
      problems: { "slot.taken": { ...problem, when: { fact: "slot", is: 1, en: "It is {slot}." } } },
    },
    {
      fault: "slot.taken has other facts in its other es",
      problems: { "slot.taken": { ...problem, when: { fact: "slot", en: "It is {slot}.", es: "Es {hora}." } } },
    },
  ])("$fault", ({ fault, problems }) => {
    expect(textFaults(problems, ["en", "es"])).toContain(fault);
  });

  const problems = { "slot.taken": problem };
  const refusing = (facts: string) =>
    treeOf({ "workers/a/src/domain/a.ts": `throw new AppError("slot.taken"${facts});` });

  it("comes without a fact its text speaks of", () => {
    expect(factFaults(problems, refusing(""))).toEqual(["workers/a/src/domain/a.ts:1 slot.taken without slot"]);
    expect(factFaults(problems, refusing(", { facts: { hour: 1 } }"))).toHaveLength(1);
    expect(factFaults(problems, refusing(", { facts: { slot } }"))).toEqual([]);
    expect(factFaults(problems, refusing(", { facts }"))).toEqual([]);
  });

  it("nothing refuses with, or no test has seen", () => {
    expect(unusedCodes(problems, treeOf({}))).toEqual({ unused: ["slot.taken"], untested: ["slot.taken"] });
    const made = treeOf({ "workers/a/src/domain/a.ts": "throw new AppError(`slot.$" + "{status}`);" });
    expect(unusedCodes(problems, made).unused).toEqual([]);
    const seen = treeOf({ "workers/a/src/domain/a.test.ts": `expect(code).toBe("slot.taken");` });
    expect(unusedCodes(problems, [...refusing(""), ...seen])).toEqual({ unused: [], untested: [] });
  });
});

describe("a promise is refused that", () => {
  const { getResource } = bookings;
  const promised = { bookings: { getResource } };
  const answered = treeOf({ "workers/bookings/src/routes/a.ts": "app.openapi(contract.getResource, show);" });

  it("no handler keeps, or no example tries", () => {
    expect(unansweredRoutes(promised, answered, ["getResource"])).toEqual([]);
    expect(unansweredRoutes(promised, answered, [])).toEqual([
      "getResource has no example in tests/journeys/examples.ts",
    ]);
    for (const elsewhere of ["workers/iam/src/routes/a.ts", "workers/bookings/src/routes/a.test.ts"])
      expect(unansweredRoutes(promised, treeOf({ [elsewhere]: "contract.getResource" }), ["getResource"])).toEqual([
        "getResource has no handler in workers/bookings/src/routes/",
      ]);
  });

  it("no test of its worker tries", () => {
    const tries = (path: string, text: string) => untriedRoutes(promised, treeOf({ [path]: text }));
    const [test, fault] = [
      "workers/bookings/src/routes/a.test.ts",
      "getResource has no test in workers/bookings/src/routes/",
    ];
    for (const text of ["get(`/v1/resources/`)", `step(id, "resources")`]) expect(tries(test, text)).toEqual([]);
    expect(tries(test, "get(`/v1/resourceful`)")).toEqual([fault]);
    for (const elsewhere of ["workers/iam/src/routes/a.test.ts", "workers/bookings/src/routes/a.ts"])
      expect(tries(elsewhere, "get(`/v1/resources`)")).toEqual([fault]);
  });

  const said = { "booking.made": { from: "bookings", to: ["iam"] } };

  it("nobody says", () => {
    const says = (path: string) => unsaidEvents(said, treeOf({ [path]: `const type = "booking.made";` }));
    expect(says("workers/bookings/src/domain/a.ts")).toEqual([]);
    for (const path of ["workers/iam/src/domain/a.ts", "workers/bookings/src/domain/a.test.ts", "shared/events/a.ts"])
      expect(says(path)).toEqual(["booking.made is said by nothing in workers/bookings/"]);
  });

  it("no test of its worker finds written", () => {
    const seen = (path: string, text: string) => untestedEvents(said, treeOf({ [path]: text }));
    const [test, asks] = [
      "workers/bookings/src/routes/a.test.ts",
      `expect(await written(DB)).toEqual(["booking.made"]);`,
    ];
    expect(seen(test, asks)).toEqual([]);
    for (const [path, text] of [
      ["workers/iam/src/routes/a.test.ts", asks],
      [test, `expect(make()).toEqual(["booking.made"]);`],
    ] as const)
      expect(seen(path, text)).toEqual(["booking.made is in no test of workers/bookings/ that asks what is written"]);
  });

  it("its worker's README does not name", () => {
    const read = (text: string) => unnamedPromises({ bookings: text, iam: text }, promised, said);
    const doors = "`GET /v1/resources/{resourceId}`";
    expect(read(`${doors}\n\nHears \`booking.made\`. Says \`booking.made\`.`)).toEqual([]);
    expect(read(`${doors} \`booking.made\`\n\nHears \`booking.made\`. Says nothing.`)).toEqual([
      `bookings's README: booking.made is not after "Says"`,
    ]);
    expect(read("`POST /v1/resources`")).toEqual([
      "bookings's README: /v1/resources/{id} is not in its Doors",
      `bookings's README: booking.made is not after "Says"`,
      `iam's README: booking.made is not after "Hears"`,
    ]);
  });
});

describe("a schedule is refused that", () => {
  const idle = (index: string, chores = "schedule") =>
    idleChores(
      treeOf({
        "workers/bookings/src/index.ts": index,
        [`workers/bookings/src/${chores}.ts`]: "export const chores = {};",
      }),
    );
  const [app, scheduled] = ["createApp({ chores });", `tick("bookings", env, context, chores);`];

  it("no clock looks at", () => {
    expect(idle(app + scheduled)).toEqual([]);
    expect(idle("createApp({});", "call")).toEqual([]);
    expect(idle(`createApp({ worker }); ${scheduled}`)).toEqual([
      "workers/bookings/src/index.ts gives createApp no chores: on a laptop none of schedule.ts is done",
    ]);
    expect(idle(`${app} tick("bookings", env, context, {});`)).toEqual([
      "workers/bookings/src/index.ts gives tick no chores: in production none of schedule.ts is done",
    ]);
  });
});
