import * as api from "../../scripts/api.ts";
import { all, type Client, outcomeOf } from "../../scripts/client.ts";
import { systemVars } from "../../scripts/dev-vars.mjs";
import { foundBuilding } from "../../scripts/found-building.ts";
import { freePort, migrate, startSystem } from "../../scripts/system.mjs";
import { type Act, nextAct, send } from "./acts.ts";
import type { History, Notified, Seen, Write } from "./history.ts";
import { stuckSlots } from "./stuck-slots.ts";

const RESIDENTS = 6;
const TERRACES = 6;
/** A round is killed at a random moment between these, in milliseconds after its load began. */
const SHORTEST_ROUND = 300;
const LONGEST_ROUND = 1_800;
const TICK_EVERY = 1_000;
const REPEATS = 20;

interface Options {
  readonly root: string;
  readonly stateDir: string;
  readonly kills: number;
  readonly random: () => number;
  /** How long the system may take after the last restart until every event was acted on, in milliseconds. */
  readonly settling: number;
  readonly say?: (text: string) => void;
}

interface Person {
  readonly who: number;
  readonly client: Client;
  /** Bookings that they have, and have not given up. */
  readonly kept: Set<string>;
}

type Attempt = Act & { readonly by: Person };

/** mulberry32: the same seed, the same run of choices. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Residents book and cancel through the gateway while the runtime is killed under them, again and again; then everything is looked at. */
export async function killUnderLoad({
  settling,
  root,
  stateDir,
  kills,
  random,
  say = () => {},
}: Options): Promise<History> {
  const port = await freePort();
  const vars = { ...systemVars(), AUDIT_WINDOW_SECONDS: "2" };
  await migrate({ root, stateDir });
  let system = startSystem({ root, stateDir, port, vars });
  const tick = () =>
    fetch(`${system.url}/dev/tick`, { method: "POST", signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  try {
    await system.ready;
    await tick();
    const { manager, building, residents, terraces } = await settleIn(system.url);
    say(`${residents.length} residents, ${terraces.length} terraces`);

    const writes = new Map<string, Write>();
    const pending = new Map<string, Attempt>();
    const people = residents.map((client, who): Person => ({ who, client, kept: new Set() }));
    const attempt = async (one: Attempt): Promise<void> => {
      pending.set(one.key, one);
      const { key, operation } = one;
      const { who, client, kept } = one.by;
      try {
        const { status, id, code } = outcomeOf(await send(one, client));
        if (status === 503 || status === 500 || status === 429) throw new Error(`answered ${status}`);
        if (status >= 300) writes.set(key, { key, who, operation, outcome: "refused", refusal: code });
        else writes.set(key, { key, who, operation, outcome: "acknowledged", bookingId: id });
        if (status < 300 && operation === "book" && id) kept.add(id);
        pending.delete(key);
      } catch {
        writes.set(key, { key, who, operation, outcome: "unknown" });
      }
    };

    let number = 0;
    for (let round = 0; round < kills; round += 1) {
      let over = false;
      const live = async (by: Person): Promise<void> => {
        while (!over) {
          number += 1;
          const act = nextAct({ kept: by.kept, terraces, random, number });
          if (act.operation === "cancel") by.kept.delete(act.booking);
          await attempt({ ...act, by });
        }
      };
      const lives = people.map(live);
      const clock = (async () => {
        while (!over) {
          await tick();
          await pause(TICK_EVERY);
        }
      })();
      await pause(SHORTEST_ROUND + random() * (LONGEST_ROUND - SHORTEST_ROUND));
      // What is under way now dies with it; nothing new begins.
      over = true;
      await system.kill("SIGKILL");
      await Promise.all([...lives, clock]);

      system = startSystem({ root, stateDir, port, vars });
      await system.ready;
      for (let left = REPEATS; left > 0 && pending.size > 0; left -= 1)
        await Promise.all([...pending.values()].map(attempt));
      const refused = [...writes.values()].filter(({ outcome }) => outcome === "refused").length;
      say(`kill ${round + 1}: ${writes.size} calls so far, ${refused} of them refused`);
    }

    const observed = {
      writes: [...writes.values()],
      ...(await observe({ residents, manager, building, writes: [...writes.values()], tick, settling })),
    };
    return { ...observed, stuck: await stuckSlots(residents, observed.bookings, { tick, settling, say }) };
  } finally {
    await system.kill("SIGKILL");
  }
}

/** A building with its residents, its terraces and who runs it. */
export async function settleIn(url: string) {
  const { manager, building, moveIn, terrace } = await foundBuilding(url, "The tower", RESIDENTS);
  const residents: Client[] = [];
  for (let at = 0; at < RESIDENTS; at += 1) residents.push(await moveIn(at));
  const terraces: string[] = [];
  for (let at = 0; at < TERRACES; at += 1) terraces.push((await terrace({ name: `Terrace ${at}` })).id);
  return { manager, building, residents, terraces };
}

interface Looking {
  readonly residents: readonly Client[];
  readonly manager: Client;
  readonly building: string;
  readonly writes: readonly Write[];
  readonly tick: () => Promise<unknown>;
  readonly settling: number;
}

/** Looks until the events of every acknowledged write can be seen, or the time for settling is over. */
async function observe({
  settling,
  residents,
  manager,
  building,
  writes,
  tick,
}: Looking): Promise<Pick<History, "bookings" | "inbox" | "audit">> {
  const due = writes.filter(({ outcome }) => outcome === "acknowledged").length;
  const until = Date.now() + settling;
  for (;;) {
    await tick();
    const inbox: Notified[] = [];
    const bookings: Seen[] = [];
    for (const [who, { sender }] of residents.entries()) {
      for (const { type, subject } of await all((page) => api.listNotifications(page, sender)))
        if (/^booking\./.test(type)) inbox.push({ who, type, subject });
      for (const { id, resourceId, status, startAt, endAt } of await all((page) => api.listMyBookings(page, sender)))
        bookings.push({ id, who, resourceId, status, startAt, endAt });
    }
    const records = await all((page) => api.listAudit({ building, ...page }, manager.sender));
    const audit = records.filter(({ operation }) => /Booking$/.test(operation ?? ""));
    if ((inbox.length >= due && audit.length >= due) || Date.now() > until)
      return { bookings: bookings.filter(({ status }) => status !== "lapsed"), inbox, audit };
    await pause(TICK_EVERY);
  }
}
