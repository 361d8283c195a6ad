import { DOORS, placeOf, sharedPartOf } from "./rooms.ts";
import type { Rule, Violation } from "./rule.ts";
import { type Import, isTest, lineOf, type Source } from "./tree.ts";

const violation = (source: Source, at: Import, what: string): Violation => ({
  path: source.path,
  what,
  line: lineOf(source, at.start),
});

const inside = (path: string): string[] => {
  if (path.startsWith("workers/")) return ["workers", placeOf(path)?.worker ?? ""];
  return [path.split("/")[0] ?? ""];
};

/** A worker imports `shared/` and itself, `shared/` imports itself; scripts and tests may look everywhere. */
function betweenWorkers(source: Source): Violation[] {
  const [home, worker] = inside(source.path);
  if (home !== "workers" && home !== "shared") return [];
  return source.imports.flatMap((one) => {
    if (one.path === undefined) return [];
    const [there, other] = inside(one.path);
    if (home === "workers" && there === "shared" && one.specifier.startsWith(".")) {
      return [violation(source, one, `${one.specifier} instead of #shared`)];
    }
    const isSetting = isTest(source.path) && !/\.(ts|js|mjs)$/.test(one.path);
    const allowed = isSetting || there === "shared" || (home === "workers" && there === "workers" && other === worker);
    return allowed ? [] : [violation(source, one, `imports ${one.path}`)];
  });
}

const SHARED_ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: ["core"],
  contracts: ["contracts", "core"],
  events: ["events", "core"],
  worker: ["worker", "contracts", "events", "core"],
};

/** worker → {contracts, events} → core; the words of the tests are for tests. */
function insideShared(source: Source): Violation[] {
  if (isTest(source.path)) return [];
  const from = sharedPartOf(source.path);
  return source.imports.flatMap((one) => {
    const to = one.path === undefined ? undefined : sharedPartOf(one.path);
    if (to === undefined || one.path?.startsWith("shared/") !== true) return [];
    if (!from)
      return to === "testing" && source.path.startsWith("workers/")
        ? [violation(source, one, `imports ${one.path}`)]
        : [];
    return SHARED_ARROWS[from]?.includes(to) ? [] : [violation(source, one, `${from} imports ${to}`)];
  });
}

interface Arrows {
  /** The rooms whose values may be imported. */
  readonly values: readonly string[];
  /** The rooms of which only types may be. */
  readonly types?: readonly string[];
}

const DOOR: Arrows = { values: ["usecases", "clients"], types: ["call", "domain", "objects"] };

/** doors → use cases → {domain, store, clients, objects}; `index` wires the doors, and hands an object its own. */
const ROOM_ARROWS: Readonly<Record<string, Arrows>> = {
  index: { values: [...DOORS, "objects", "usecases", "clients"], types: ["call", "domain"] },
  routes: { ...DOOR, values: [...DOOR.values, "routes"] },
  consumers: DOOR,
  schedule: DOOR,
  alarms: DOOR,
  frames: DOOR,
  usecases: { values: ["domain", "store", "clients"], types: ["call", "objects"] },
  domain: { values: ["domain"] },
  store: { values: ["store", "domain"], types: ["call"] },
  clients: { values: ["clients", "domain"], types: ["call"] },
  objects: { values: ["objects", "domain", "store", "clients"], types: ["call"] },
  call: { values: [], types: ["objects", "domain", "clients"] },
};

function betweenRooms(source: Source): Violation[] {
  const from = placeOf(source.path);
  if (!from || isTest(source.path)) return [];
  const arrows = ROOM_ARROWS[from.room] ?? { values: [] };
  return source.imports.flatMap((one) => {
    const to = one.path === undefined ? undefined : placeOf(one.path);
    if (!to) return [];
    const allowed = arrows.values.includes(to.room) || (one.typeOnly && arrows.types?.includes(to.room));
    return allowed ? [] : [violation(source, one, `${from.room} imports ${to.room}`)];
  });
}

/** Which package has its place where: the name of the place, and a test of the path. */
const PLACES: Readonly<Record<string, RegExp>> = {
  hono: /^(workers\/[^/]+\/src\/(routes\/|index\.)|shared\/(contracts|worker)\/)/,
  zod: /^shared\/contracts\/zod\.ts$/,
  "@asteasolutions/zod-to-openapi": /^shared\/contracts\/(zod|route|openapi)\.ts$/,
  "drizzle-orm": /^(workers\/[^/]+\/src\/store\/|shared\/worker\/)/,
  valibot: /^shared\/(events\/|worker\/consume\.)/,
  "ical-generator": /^workers\/bookings\/src\/routes\/calendar-file\.ts$/,
  "rrule-temporal": /^shared\/core\/recurrence\.ts$/,
  "cloudflare:workers": /^workers\/[^/]+\/src\/(index\.|objects\/)/,
};

/** Rooms that have no packages at all. */
const BARE = ["usecases", "consumers", "schedule", "alarms", "frames", "call"];
/** Rooms that may name the types of a package whose values are at home elsewhere: an app's, an answer's. */
const NAMING = ["call", "clients"];

function packagesInPlace(source: Source): Violation[] {
  if (!/^(workers|shared)\//.test(source.path) || isTest(source.path)) return [];
  const room = placeOf(source.path)?.room ?? "";
  return source.imports.flatMap((one) => {
    if (one.package === undefined || one.package.startsWith("node:")) return [];
    if (one.typeOnly && NAMING.includes(room)) return [];
    const place = PLACES[one.package];
    if (place?.test(source.path)) return [];
    return place || BARE.includes(room) ? [violation(source, one, `imports ${one.package}`)] : [];
  });
}

function nodeBuiltIns(source: Source): Violation[] {
  if (!/^(workers|shared)\//.test(source.path) || isTest(source.path)) return [];
  const imported = source.imports
    .filter((one) => one.package?.startsWith("node:"))
    .map((one) => violation(source, one, `imports ${one.package}`));
  const globals = source.nodes
    .filter((node) => node.type === "MemberExpression")
    .flatMap((node) => {
      const object = node.object as { type: string; name?: string };
      const isNodes =
        object.type === "Identifier" && ["process", "Buffer", "__dirname", "Deno", "Bun"].includes(object.name ?? "");
      return isNodes ? [{ path: source.path, what: `uses ${object.name}`, line: lineOf(source, node.start) }] : [];
    });
  return [...imported, ...globals];
}

export const arrowRules = {
  workers: { says: "a worker imports shared/ and itself, and shared/ imports no worker", look: betweenWorkers },
  shared: {
    says: "in shared/, worker imports contracts and events, those import core, and core nobody",
    look: insideShared,
  },
  arrows: {
    says: "doors lead to use cases, of the domain they have only types; use cases lead to domain, store, clients and objects",
    look: betweenRooms,
  },
  packages: { says: "a package is imported only in the room that is its own", look: packagesInPlace },
  standards: { says: "workers/ and shared/ use what is a web standard or a part of Workers", look: nodeBuiltIns },
} satisfies Record<string, Rule>;
