import type { History, Notified, Seen, Write } from "../../tests/survival/history.ts";
import { type Answer, type Json, Refused } from "../client.ts";
import { PASSWORD } from "../demo-building.ts";
import { pause } from "../processes.mjs";
import { type Act, type Measured, nextAct, nextPause } from "./mix.ts";
import type { Person, Town } from "./people.ts";

const HOUR = 3_600_000;
const DAYS_AHEAD = 25;
/** How long events may take to be seen after the last act, in milliseconds. */
const SETTLING = 120_000;
const REPEATS = 5;

interface Living {
  readonly town: Town;
  /** How long the hour lasts, in milliseconds. */
  readonly lasting: number;
  readonly random: () => number;
}

/** Everybody lives for an hour that lasts so long; what each wrote is in `writes`, what was asked is answered. */
export async function liveAnHour({ town, lasting, random }: Living): Promise<Measured[]> {
  const until = Date.now() + lasting;
  const measured: Measured[] = [];
  const live = async (person: Person, who: number): Promise<void> => {
    for (;;) {
      const rest = nextPause(random, lasting);
      if (Date.now() + rest > until) return;
      await pause(rest);
      const act = nextAct(random);
      const startedAt = performance.now();
      const status = await doAct(act, town, person, who, random);
      if (status !== undefined) measured.push({ act, status, milliseconds: performance.now() - startedAt });
    }
  };
  await Promise.all(town.people.map(live));
  return measured;
}

/** How it was answered; undefined where there was nothing to do. */
async function doAct(
  act: Act,
  town: Town,
  person: Person,
  who: number,
  random: () => number,
): Promise<number | undefined> {
  const { client } = person;
  const terrace = town.terraces[Math.floor(random() * town.terraces.length)] ?? "";
  switch (act) {
    case "sign in":
      return statusOf(() => client.signIn(person.email, PASSWORD));
    case "open the home screen":
      return (await client.ask("GET", "/v1/home")).status;
    case "read the inbox":
      return (await client.ask("GET", "/v1/me/notifications")).status;
    case "look for a free time": {
      const day = hourAhead(random).startAt.slice(0, 10);
      return (await client.ask("GET", `/v1/resources/${terrace}/slots?from=${day}&to=${day}`)).status;
    }
    case "book one":
      return write(person, who, "book", `/v1/resources/${terrace}/bookings`, hourAhead(random));
    case "give one up": {
      const given = (id: string) =>
        person.writes.some(({ operation, bookingId }) => operation === "cancel" && bookingId === id);
      const mine = person.writes.flatMap(({ operation, bookingId: id }) =>
        operation === "book" && id && !given(id) ? [id] : [],
      );
      const id = mine[Math.floor(random() * mine.length)];
      return id ? write(person, who, "cancel", `/v1/bookings/${id}/cancel`) : undefined;
    }
  }
}

/** A call that changes something, under a key: what failed is repeated with it, so that nothing stays unknown. */
async function write(
  person: Person,
  who: number,
  operation: Write["operation"],
  path: string,
  body?: unknown,
): Promise<number> {
  const key = crypto.randomUUID();
  let answer: Answer<Json> | undefined;
  for (let left = REPEATS; left > 0 && (!answer || answer.status >= 500 || answer.status === 429); left -= 1) {
    answer = await person.client.ask<Json>("POST", path, { key, body }).catch(() => undefined);
    if (!answer || answer.status >= 500) await pause(1_000);
  }
  const isDone = answer !== undefined && answer.status < 300;
  const isRefused = answer !== undefined && answer.status >= 400 && answer.status < 500 && answer.status !== 429;
  const outcome = isDone ? "acknowledged" : isRefused ? "refused" : "unknown";
  const [bookingId, refusal] = [isDone ? answer?.body.id : undefined, isRefused ? answer?.body.code : undefined];
  person.writes.push({ key, who, operation, outcome, bookingId, refusal });
  return answer?.status ?? 599;
}

async function statusOf(work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 200;
  } catch (error) {
    if (error instanceof Refused) return error.answer.status;
    throw error;
  }
}

function hourAhead(random: () => number) {
  const first = Math.ceil((Date.now() + 24 * HOUR) / HOUR) * HOUR;
  const startAt = first + Math.floor(random() * DAYS_AHEAD * 24) * HOUR;
  return { startAt: new Date(startAt).toISOString(), endAt: new Date(startAt + HOUR).toISOString() };
}

/** What can be seen from outside once every event was acted on, or the time for that is over. */
export async function observe({ people, manager, building }: Town, tick: () => Promise<unknown>): Promise<History> {
  const writes = people.flatMap((person) => person.writes);
  const due = writes.filter(({ outcome }) => outcome === "acknowledged").length;
  const until = Date.now() + SETTLING;
  for (;;) {
    await tick();
    const inbox: Notified[] = [];
    const bookings: Seen[] = [];
    for (const [who, { client, writes: mine }] of people.entries()) {
      if (mine.length === 0) continue;
      for (const { type, subject } of await client.all("/v1/me/notifications"))
        if (/^booking\./.test(type)) inbox.push({ who, type, subject });
      for (const { id, resourceId, status, startAt, endAt } of await client.all("/v1/me/bookings"))
        bookings.push({ id, who, resourceId, status, startAt, endAt });
    }
    const records = await manager.all(`/v1/audit?building=${building}`);
    const audit = records.filter(({ operation }) => /Booking$/.test(operation));
    if ((inbox.length >= due && audit.length >= due) || Date.now() > until)
      return { writes, bookings: bookings.filter(({ status }) => status !== "lapsed"), inbox, audit, stuck: [] };
    await pause(1_000);
  }
}
