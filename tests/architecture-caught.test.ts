import { describe, expect, it } from "vitest";
import { arrowRules } from "./architecture/arrows.ts";
import { habitRules } from "./architecture/habits.ts";
import { roomRules } from "./architecture/rooms.ts";
import { judge } from "./architecture/rule.ts";
import { treeOf } from "./architecture/tree.ts";

const rules = { ...roomRules, ...arrowRules, ...habitRules };
const BOOKINGS = "workers/bookings/src";

/** A small worker and its surroundings that keep every rule. */
const SOUND = {
  [`${BOOKINGS}/index.ts`]: `import { WorkerEntrypoint } from "cloudflare:workers"; import { createApp } from "#shared/worker/app"; import type { Env } from "./call.ts"; import { bookingRoutes } from "./routes/bookings.ts"; export { Calendar } from "./objects/calendar.ts"; const app = createApp<Env>({}); bookingRoutes(app); export default { fetch: (r: Request) => app.fetch(r) };`,
  [`${BOOKINGS}/call.ts`]: `import type { Calendar } from "./objects/calendar.ts"; export interface Env { readonly DB: D1Database; readonly CALENDARS: DurableObjectNamespace<Calendar> }`,
  [`${BOOKINGS}/routes/bookings.ts`]: `import * as z from "#shared/contracts/zod"; import type { App } from "../call.ts"; import type { Booking } from "../domain/booking.ts"; import { cancelBooking } from "../usecases/cancel-booking.ts"; export const bookingRoutes = (app: App) => app.openapi({}, (c) => cancelBooking(c));`,
  [`${BOOKINGS}/usecases/cancel-booking.ts`]: `import { load } from "#shared/worker/load"; import { commit } from "#shared/worker/commit"; import type { Call } from "../call.ts"; import { cancel } from "../domain/booking.ts"; import { bookingById } from "../store/bookings.ts"; export interface Wanted { id: string } export async function cancelBooking(call: Call, { id }: Wanted) { const { before } = await load(call, { before: bookingById(id) }); return commit(call, { save: [], events: [], result: cancel(before, call.now) }); }`,
  [`${BOOKINGS}/domain/booking.ts`]: `import type { Said } from "#shared/events/said"; import { AppError } from "#shared/core/errors"; export interface Booking { crypto: string; until: Date } export const cancel = (b: Booking, now: number) => { if (b.crypto) throw new AppError("a.b"); return { until: new Date(now), events: [] as const }; };`,
  [`${BOOKINGS}/store/bookings.ts`]: `import { eq } from "drizzle-orm"; import { read } from "#shared/worker/load"; import type { Booking } from "../domain/booking.ts"; export const bookingById = (id: string) => read(id as Booking);`,
  [`${BOOKINGS}/objects/calendar.ts`]: `import { DurableObject } from "cloudflare:workers"; import type { Env } from "../call.ts"; export class Calendar extends DurableObject<Env> {}`,
  [`${BOOKINGS}/clients/mail.ts`]: `import { Resend } from "resend"; export const send = () => fetch("https://mail.example.com");`,
  [`${BOOKINGS}/routes/bookings.test.ts`]: `import { env } from "cloudflare:workers"; import { as } from "#shared/testing/story"; if (1) env.DB.prepare("select 1"); const any: any = as!;`,
  "shared/worker/peer.ts": `import type * as z from "../contracts/zod.ts"; import { seconds } from "../core/time.ts"; export const ask = (peer: Fetcher) => peer.fetch("x");`,
  "shared/core/time.ts": `import { Temporal } from "temporal-polyfill"; export const now = () => Date.now();`,
};

const found = (name: keyof typeof rules, files: Record<string, string>) =>
  judge(name, rules[name], treeOf({ ...SOUND, ...files }), []).broken.map(
    ({ path, what }) => `${path.replace(`${BOOKINGS}/`, "")}: ${what}`,
  );

describe("a sound tree", () => {
  it.each(Object.keys(rules) as (keyof typeof rules)[])("breaks no rule of %s", (name) => {
    expect(found(name, {})).toEqual([]);
  });
});

const verb = (body: string) =>
  `import { load } from "#shared/worker/load"; export async function cancelBooking(call: Call) { ${body} }`;

describe("a tree that is sabotaged is caught:", () => {
  it.each([
    { rule: "rooms", as: "a room of its own", path: "handlers/x.ts", text: "", what: "room handlers" },
    { rule: "rooms", as: "a file of its own beside index", path: "routing.ts", text: "", what: "room routing" },
    { rule: "rooms", as: "a room where a file should be", path: "consumers/x.ts", text: "", what: "room consumers" },
    {
      rule: "names",
      as: "a drawer for everything",
      path: "domain/booking-utils/helpers.ts",
      text: "",
      what: "name helpers",
    },
    {
      rule: "names",
      as: "a name in another case",
      path: "domain/bookingRules.ts",
      text: "",
      what: "name bookingRules",
    },
    { rule: "names", as: "a barrel", path: "domain/index.ts", text: "", what: "name index" },
    {
      rule: "length",
      as: "a file that is a book",
      path: "domain/booking.ts",
      text: "export {};\n".repeat(251),
      what: "251 lines",
    },
    {
      rule: "length",
      as: "a test that is a book",
      path: "domain/booking.test.ts",
      text: "export {};\n".repeat(401),
      what: "401 lines",
    },
    {
      rule: "workers",
      as: "another worker's file",
      path: "store/x.ts",
      text: `import { a } from "../../../iam/src/store/a.ts";`,
      what: "imports workers/iam/src/store/a.ts",
    },
    {
      rule: "workers",
      as: "shared/ by its path",
      path: "store/x.ts",
      text: `import { a } from "../../../../shared/core/ids.ts";`,
      what: "../../../../shared/core/ids.ts instead of #shared",
    },
    {
      rule: "workers",
      as: "a script",
      path: "store/x.ts",
      text: `import { a } from "../../../../scripts/seed.ts";`,
      what: "imports scripts/seed.ts",
    },
    {
      rule: "shared",
      as: "the tests' words",
      path: "store/x.ts",
      text: `import { as } from "#shared/testing/story";`,
      what: "imports shared/testing/story.ts",
    },
    {
      rule: "arrows",
      as: "a door that reads the store",
      path: "routes/x.ts",
      text: `import { a } from "../store/bookings.ts";`,
      what: "routes imports store",
    },
    {
      rule: "arrows",
      as: "a door that decides with the domain",
      path: "consumers.ts",
      text: `import { cancel } from "./domain/booking.ts";`,
      what: "consumers imports domain",
    },
    {
      rule: "arrows",
      as: "a use case that calls a use case",
      path: "usecases/x.ts",
      text: `import { cancelBooking } from "./cancel-booking.ts";`,
      what: "usecases imports usecases",
    },
    {
      rule: "arrows",
      as: "a use case that knows its door",
      path: "usecases/x.ts",
      text: `import type { X } from "../routes/bookings.ts";`,
      what: "usecases imports routes",
    },
    {
      rule: "arrows",
      as: "an object that imports a use case",
      path: "objects/x.ts",
      text: `import { cancelBooking } from "../usecases/cancel-booking.ts";`,
      what: "objects imports usecases",
    },
    {
      rule: "arrows",
      as: "a store that opens a call",
      path: "store/x.ts",
      text: `import { openCall } from "../call.ts";`,
      what: "store imports call",
    },
    {
      rule: "arrows",
      as: "an import that is only awaited",
      path: "domain/x.ts",
      text: `const a = await import("../store/bookings.ts");`,
      what: "domain imports store",
    },
    {
      rule: "packages",
      as: "HTTP in a use case",
      path: "usecases/x.ts",
      text: `import { HTTPException } from "hono/http-exception";`,
      what: "imports hono",
    },
    {
      rule: "packages",
      as: "SQL in a route",
      path: "routes/x.ts",
      text: `import { sql } from "drizzle-orm";`,
      what: "imports drizzle-orm",
    },
    {
      rule: "packages",
      as: "valibot in a route",
      path: "routes/x.ts",
      text: `import * as v from "valibot";`,
      what: "imports valibot",
    },
    {
      rule: "packages",
      as: "zod in a store",
      path: "store/x.ts",
      text: `import { z } from "zod";`,
      what: "imports zod",
    },
    {
      rule: "standards",
      as: "a part of Node",
      path: "clients/x.ts",
      text: `import { createHash } from "node:crypto";`,
      what: "imports node:crypto",
    },
    {
      rule: "standards",
      as: "Node's globals",
      path: "clients/x.ts",
      text: "export const a = process.env.SECRET;",
      what: "uses process",
    },
    {
      rule: "domain",
      as: "a domain that waits",
      path: "domain/x.ts",
      text: "export async function a() {}",
      what: "waits",
    },
    {
      rule: "domain",
      as: "a domain that looks at the clock",
      path: "domain/x.ts",
      text: "export const a = () => Date.now();",
      what: "asks for the time or for chance",
    },
    {
      rule: "domain",
      as: "a domain that makes today",
      path: "domain/x.ts",
      text: "export const a = () => new Date();",
      what: "asks for the time or for chance",
    },
    {
      rule: "domain",
      as: "a domain that rolls dice",
      path: "domain/x.ts",
      text: "export const a = () => Math.random();",
      what: "asks for the time or for chance",
    },
    {
      rule: "domain",
      as: "a domain that makes keys",
      path: "domain/x.ts",
      text: "export const a = () => crypto.randomUUID();",
      what: "touches crypto",
    },
    {
      rule: "domain",
      as: "a domain that makes ids",
      path: "domain/x.ts",
      text: `import { newId } from "#shared/core/ids";`,
      what: "imports #shared/core/ids",
    },
    {
      rule: "domain",
      as: "a domain with a package",
      path: "domain/x.ts",
      text: `import Papa from "papaparse";`,
      what: "imports papaparse",
    },
    {
      rule: "domain",
      as: "a domain with plumbing",
      path: "domain/x.ts",
      text: `import type { Save } from "#shared/worker/commit";`,
      what: "imports #shared/worker/commit",
    },
    {
      rule: "verbs",
      as: "a verb under another name",
      path: "usecases/give-up.ts",
      text: verb("await load(call, {});"),
      what: "exports cancelBooking instead of giveUp",
    },
    {
      rule: "verbs",
      as: "two verbs in one file",
      path: "usecases/cancel-booking.ts",
      text: `${verb("await load(call, {});")} export const other = 1;`,
      what: "exports cancelBooking, other instead of cancelBooking",
    },
    {
      rule: "verbs",
      as: "a second load",
      path: "usecases/cancel-booking.ts",
      text: verb("await load(call, {}); await load(call, {});"),
      what: "2 loads",
    },
    {
      rule: "verbs",
      as: "no load",
      path: "usecases/cancel-booking.ts",
      text: verb("await commit(call, {});"),
      what: "0 loads",
    },
    {
      rule: "verbs",
      as: "a second commit",
      path: "usecases/cancel-booking.ts",
      text: verb("await load(call, {}); await commit(call, {}); await commit(call, {});"),
      what: "2 commits",
    },
    {
      rule: "verbs",
      as: "a commit before the load",
      path: "usecases/cancel-booking.ts",
      text: verb("await commit(call, {}); await load(call, {});"),
      what: "commits before it loads",
    },
    {
      rule: "doors",
      as: "a door that decides",
      path: "routes/x.ts",
      text: "export const a = (c: C) => { if (c) return 1; };",
      what: "decides",
    },
    {
      rule: "doors",
      as: "a door that catches",
      path: "consumers.ts",
      text: "export const a = () => { try { b(); } catch {} };",
      what: "catches",
    },
    {
      rule: "reach",
      as: "a use case that fetches",
      path: "usecases/cancel-booking.ts",
      text: verb("await load(call, {}); await fetch(x);"),
      what: "fetches",
    },
    {
      rule: "reach",
      as: "a route that asks a peer by hand",
      path: "routes/x.ts",
      text: "export const a = (c: C) => c.env.EVENTS.fetch(x);",
      what: "fetches",
    },
    {
      rule: "reach",
      as: "an index that asks a peer",
      path: "index.ts",
      text: "export default { fetch: (r: Request, env: Env) => env.EVENTS.fetch(r) };",
      what: "fetches",
    },
    {
      rule: "reach",
      as: "a store that runs its SQL",
      path: "store/x.ts",
      text: "export const a = (d: D) => d.prepare('select 1').all();",
      what: "reaches the database",
    },
    {
      rule: "reach",
      as: "a use case that opens the database",
      path: "usecases/cancel-booking.ts",
      text: verb("await load(call, {}); return call.env.DB;"),
      what: "reaches the database",
    },
    {
      rule: "reach",
      as: "a use case that takes the database out of its environment",
      path: "usecases/cancel-booking.ts",
      text: verb("await load(call, {}); const { DB } = call.env;"),
      what: "reaches the database",
    },
    { rule: "types", as: "any", path: "store/x.ts", text: "export const a = (b: any) => b;", what: "any" },
    { rule: "types", as: "an assertion", path: "store/x.ts", text: "export const a = b!;", what: "!" },
    {
      rule: "types",
      as: "a silenced error",
      path: "store/x.ts",
      text: "// @ts-expect-error no\nexport const a = b;",
      what: "@ts-expect-error",
    },
    {
      rule: "casts",
      as: "a cast in a use case",
      path: "usecases/x.ts",
      text: "export const a = b as string;",
      what: "casts",
    },
    {
      rule: "finished",
      as: "something left to do",
      path: "store/x.ts",
      text: `// ${"TO"}${"DO"} later`,
      what: `${"TO"}${"DO"}`,
    },
    {
      rule: "words",
      as: "another word for a booking",
      path: "store/x.ts",
      text: "export const reservationById = 1;",
      what: "says reservationById",
    },
  ] as const)("$as", ({ rule, path, text, what }) => {
    expect(found(rule, { [`${BOOKINGS}/${path}`]: text })).toContain(`${path}: ${what}`);
  });

  it.each([
    {
      rule: "shared",
      path: "shared/core/x.ts",
      text: `import { a } from "../events/event.ts";`,
      what: "core imports events",
    },
    {
      rule: "shared",
      path: "shared/events/x.ts",
      text: `import { a } from "../contracts/route.ts";`,
      what: "events imports contracts",
    },
    {
      rule: "shared",
      path: "shared/contracts/x.ts",
      text: `import { a } from "../worker/app.ts";`,
      what: "contracts imports worker",
    },
    {
      rule: "workers",
      path: "shared/worker/x.ts",
      text: `import { a } from "../../workers/iam/src/store/a.ts";`,
      what: "imports workers/iam/src/store/a.ts",
    },
    { rule: "packages", path: "shared/core/x.ts", text: `import { z } from "zod";`, what: "imports zod" },
    { rule: "packages", path: "shared/contracts/x.ts", text: `import { z } from "zod";`, what: "imports zod" },
    { rule: "packages", path: "shared/contracts/x.ts", text: `import * as v from "valibot";`, what: "imports valibot" },
    { rule: "rooms", path: "shared/plumbing/x.ts", text: "", what: "room plumbing" },
    { rule: "reach", path: "shared/worker/x.ts", text: "export const a = () => fetch('x');", what: "fetches" },
  ] as const)("in shared/, $what", ({ rule, path, text, what }) => {
    expect(found(rule, { [path]: text })).toContain(`${path}: ${what}`);
  });
});

describe("an exception", () => {
  const exception = { rule: "types", at: `${BOOKINGS}/store/x.ts`, what: "any", reason: "it is a test" };
  const broken = treeOf({ [`${BOOKINGS}/store/x.ts`]: "export const a = (b: any) => b!;" });

  it("excuses what it names, and nothing beside it", () => {
    expect(judge("types", rules.types, broken, [exception])).toMatchObject({ broken: [{ what: "!" }], unneeded: [] });
  });

  it("is refused when nobody needs it any more", () => {
    expect(judge("types", rules.types, treeOf(SOUND), [exception])).toEqual({ broken: [], unneeded: [exception] });
  });
});
