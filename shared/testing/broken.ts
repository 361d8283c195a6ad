import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect } from "vitest";
import type { Person } from "../core/actor.ts";
import { days, hours, type Instant, minutes } from "../core/time.ts";
import type { Envelope } from "../events/event.ts";
import { brokenPromises, goOn, lookAt, type Scene } from "./agreement.ts";
import { aTerrace, inMadrid } from "./bookings.ts";
import { doorOf, failing, interrupted, severed } from "./faults.ts";
import { aBuilding, aResident } from "./projection.ts";
import { as, type Door, manager } from "./story.ts";

/** Steps of a booking that break off at each place where they can, and what must be so afterwards. */

/** Far ahead of every real clock, so that no alarm rings by itself. */
export const NOW = inMadrid("2097-06-04T09:00");
export const TEN = inMadrid("2097-06-05T10:00");
/** Longer than a hold, and than the calendar waits for the book. */
const SETTLED = minutes(6);

interface Bound {
  readonly DB: D1Database;
  readonly CALENDARS: { getByName(name: string): object };
}

export interface Worker<E extends Bound> {
  readonly env: E;
  readonly door: Door;
  readonly app: Parameters<typeof doorOf<E>>[0];
  readonly heard: (...events: Envelope[]) => Promise<unknown>;
}

/** A terrace under some rules, three who live there, and who runs it. */
export async function aHouse<E extends Bound>(
  { env, door }: Pick<Worker<E>, "env" | "door">,
  rules: Record<string, unknown> = {},
) {
  const building = await aBuilding(env.DB);
  const terrace = await aTerrace(door, building, rules);
  const people = [await aResident(env.DB, building), await aResident(env.DB, building)] as const;
  const third = await aResident(env.DB, building);
  const boss = manager(building.id);
  const calendar = env.CALENDARS.getByName(terrace.calendarId) as DurableObjectStub;
  const scene: Scene = {
    ...{ door, db: env.DB, calendar, resourceId: terrace.id, boss },
    capacity: typeof rules.capacity === "number" ? rules.capacity : 1,
  };
  const [one, two] = people;
  const path = `/v1/resources/${terrace.id}`;
  const id = async (who: Person, path: string, body: unknown) => String((await as(door, who).post(path, body)).body.id);
  return { ...scene, scene, building, terrace, one, two, three: third, path, book: `${path}/bookings`, id };
}

export type House = Awaited<ReturnType<typeof aHouse>>;

/** Lets the alarm ring of a calendar that has no log to relay to: it can be evicted at once, and not only when the relay's time is over. */
export async function ringAlone({ calendar }: Pick<House, "calendar">): Promise<void> {
  await runInDurableObject(calendar, (object) => {
    const bound = object as unknown as { env: { EVENTS?: Fetcher } };
    bound.env = { ...bound.env, EVENTS: undefined } as unknown as typeof bound.env;
  });
  await runDurableObjectAlarm(calendar);
}

/** One request of somebody's. */
export interface Asking {
  readonly who: Person;
  readonly method?: "post" | "patch";
  readonly path: string;
  readonly body?: unknown;
}

export interface Step {
  readonly step: string;
  readonly rules?: Record<string, unknown>;
  /** What the calendar is asked before the book is written: nothing; something; or something that is finished forward. */
  readonly asks: "nothing" | "first" | "forward";
  readonly prepare: (house: House) => Promise<Asking> | Asking;
  /** The statuses and hours of what the first resident has, minutes later: if it took effect, and what it may be if not. */
  readonly done: string;
  readonly undone: readonly string[];
}

const FAULTS = [
  "the calendar is out of reach",
  "the calendar's answer is lost",
  "the commit fails",
  "the commit's answer is lost",
  "the calendar is evicted before the commit",
  "the calendar is evicted after the commit",
] as const;
type Fault = (typeof FAULTS)[number];

const REPEATS = ["is not sent again", "is sent again at once", "is sent again a minute later"] as const;

/** Each step under each fault, come back for or not. */
export const everyWay = (steps: readonly Step[]) =>
  steps.flatMap((step) =>
    FAULTS.flatMap((fault) =>
      REPEATS.slice(0, fateOf(step, fault).fails ? undefined : 1).map((repeat) => ({ step, fault, repeat })),
    ),
  );

/** The Door of the worker where something is broken, for the second batch of a request: its commit. */
function brokenDoor<E extends Bound>({ env, app }: Worker<E>, { calendar }: House, fault: Fault): Door {
  const evict = () => evictDurableObject(calendar);
  const broken = {
    "the calendar is out of reach": () => ({ CALENDARS: severed(env.CALENDARS, "before") }),
    "the calendar's answer is lost": () => ({ CALENDARS: severed(env.CALENDARS, "after") }),
    "the commit fails": () => ({ DB: failing(env.DB, 2, "before") }),
    "the commit's answer is lost": () => ({ DB: failing(env.DB, 2, "after") }),
    "the calendar is evicted before the commit": () => ({ DB: interrupted(env.DB, 2, { before: evict }) }),
    "the calendar is evicted after the commit": () => ({ DB: interrupted(env.DB, 2, { after: evict }) }),
  };
  return doorOf(app, { ...env, ...broken[fault]() });
}

/** What becomes of a step under a fault that nobody comes back from. */
function fateOf({ asks }: Step, fault: Fault): { readonly fails: boolean; readonly isDone: boolean } {
  switch (fault) {
    case "the calendar is out of reach":
      return { fails: asks !== "nothing", isDone: asks === "nothing" };
    case "the calendar's answer is lost":
      return { fails: asks !== "nothing", isDone: asks !== "first" };
    case "the commit fails":
      return { fails: true, isDone: asks === "forward" };
    case "the commit's answer is lost":
      return { fails: true, isDone: true };
    default:
      return { fails: false, isDone: true };
  }
}

const send = (door: Door, { who, method = "post", path, body }: Asking, headers: Record<string, string> = {}) =>
  as(door, who)[method](path, body, headers);

/** The different statuses, and hours of the day, of what a resident has. */
async function stateOf({ db, resourceId, one }: House): Promise<string> {
  const { results } = await db
    .prepare("select status, start_at as startAt from bookings where resource_id = ? and user_id = ? order by id")
    .bind(resourceId, one.id)
    .all<{ status: string; startAt: Instant }>();
  const open = results.filter(({ status }) => status !== "lapsed");
  const shown = open.length > 0 ? open : results;
  const words = shown.map(({ status, startAt }) => `${status} ${10 + (((startAt - TEN) / hours(1)) % 24)}`);
  return [...new Set(words)].join(", ");
}

/** Takes a step that breaks off, comes back for it or not, and lets time go on: minutes, then until all is past. */
export async function breakStep<E extends Bound>(
  worker: Worker<E>,
  step: Step,
  fault: Fault,
  repeat: (typeof REPEATS)[number],
): Promise<void> {
  const house = await aHouse(worker, step.rules);
  const asking = await step.prepare(house);
  const begunAt = Date.now();
  const headers: Record<string, string> = repeat === "is sent again a minute later" ? {} : { "idempotency-key": "k" };
  const fate = fateOf(step, fault);
  const told = await send(brokenDoor(worker, house, fault), asking, headers);
  expect(told.status >= 500, `answered ${told.status} ${JSON.stringify(told.body)}`).toBe(fate.fails);

  const again = async () => expect((await send(worker.door, asking, headers)).status).toBeLessThan(500);
  if (repeat === "is sent again at once") await again();
  if (repeat === "is sent again a minute later") {
    await goOn(house.scene, begunAt + minutes(1), worker.heard);
    await again();
  }
  await goOn(house.scene, begunAt + SETTLED, worker.heard);
  expect(brokenPromises(await lookAt(house.scene))).toEqual([]);
  const isDone = fate.isDone || repeat !== "is not sent again";
  expect(isDone ? [step.done] : step.undone).toContain(await stateOf(house));

  await goOn(house.scene, TEN + days(3), worker.heard);
  const end = await lookAt(house.scene);
  expect(brokenPromises(end)).toEqual([]);
  expect(end.places).toEqual([]);
}
