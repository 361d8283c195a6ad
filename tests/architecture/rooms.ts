import type { Rule, Violation } from "./rule.ts";
import { isTest, type Source } from "./tree.ts";

/** The files that stand in a worker's `src` itself, and the folders beside them: the same in every worker. */
export const DOORS = ["index", "routes", "consumers", "schedule", "alarms", "frames"] as const;
const FILES = ["index", "call", "consumers", "schedule", "alarms", "frames"];
const FOLDERS = ["routes", "usecases", "domain", "store", "clients", "objects"];

/** Where a file of a worker stands: `{ worker: "bookings", room: "usecases" }`. */
export interface Place {
  readonly worker: string;
  readonly room: string;
}

/** The place of a file in a worker; undefined for files elsewhere. */
export function placeOf(path: string): Place | undefined {
  const [, worker, room] = /^workers\/([^/]+)\/src\/([^/.]+)/.exec(path) ?? [];
  return worker !== undefined && room !== undefined ? { worker, room } : undefined;
}

/** The part of `shared/` a file stands in: `core`, `contracts`, `events`, `worker` or `testing`. */
export const sharedPartOf = (path: string): string | undefined => /^shared\/([^/]+)\//.exec(path)?.[1];

const isFolder = (path: string, room: string): boolean => path.split("/src/")[1]?.startsWith(`${room}/`) ?? false;

function misplaced({ path }: Source): Violation[] {
  if (path.startsWith("shared/")) {
    const part = sharedPartOf(path) ?? path;
    return ["core", "contracts", "events", "worker", "testing"].includes(part) ? [] : [{ path, what: `room ${part}` }];
  }
  if (!path.startsWith("workers/")) return [];
  const place = placeOf(path);
  if (!place) return [{ path, what: "a file outside src" }];
  const { room } = place;
  const known = isFolder(path, room) ? FOLDERS.includes(room) : FILES.includes(room);
  return known ? [] : [{ path, what: `room ${room}` }];
}

export const FORBIDDEN = new Set([
  "util",
  "utils",
  "helper",
  "helpers",
  "common",
  "misc",
  "manager",
  "service",
  "services",
  "impl",
  "lib",
  "types",
  "constants",
]);
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function misnamed({ path }: Source): Violation[] {
  const parts = path.replace(/(\.test|\.d)?\.ts$/, "").split("/");
  const bad = parts.filter((part) => FORBIDDEN.has(part) || !KEBAB.test(part));
  const barrel = parts.at(-1) === "index" && !/^workers\/[^/]+\/src\/index$/.test(parts.join("/"));
  return [...bad, ...(barrel && !isTest(path) ? ["index"] : [])].map((part) => ({ path, what: `name ${part}` }));
}

const MAX_LINES = 250;
/** A test is a list of guarantees, and longer than what it guards. */
const MAX_TEST_LINES = 400;

function tooLong({ path, text }: Source): Violation[] {
  const lines = text.trimEnd().split("\n").length;
  const most = isTest(path) ? MAX_TEST_LINES : MAX_LINES;
  return /^(workers|shared)\//.test(path) && lines > most ? [{ path, what: `${lines} lines` }] : [];
}

export const roomRules = {
  rooms: { says: "every file stands in a room that every worker has", look: misplaced },
  names: { says: "a file is named in kebab-case after what it holds, never after what it is for", look: misnamed },
  length: {
    says: `a file of workers/ and shared/ has at most ${MAX_LINES} lines, a test ${MAX_TEST_LINES}`,
    look: tooLong,
  },
} satisfies Record<string, Rule>;
