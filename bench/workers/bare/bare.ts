import { Hono } from "hono";
import type { Calendar } from "../../../workers/bookings/src/objects/resource-calendar.ts";
import { OneByOne as Alone, AloneCalendar as AloneOurs, Shared as Together } from "./calendars.ts";
import { type Takes, type Writing, write } from "./writers.ts";

export class OneByOne extends Alone {}
export class Shared extends Together {}
export class AloneCalendar extends AloneOurs {}

export interface Env {
  readonly DB: D1Database;
  readonly PLAIN: Queue<{ readonly id: string }>;
  readonly ONE_BY_ONE: DurableObjectNamespace<OneByOne>;
  readonly SHARED: DurableObjectNamespace<Shared>;
  readonly ALONE_CALENDARS: DurableObjectNamespace<AloneCalendar>;
  readonly CALENDARS: DurableObjectNamespace<Calendar>;
}

/** Each calendar that is compared, by its name and that of its kind. */
const KINDS = {
  ours: "CALENDARS",
  "ours-one-by-one": "ALONE_CALENDARS",
  "rows-one-by-one": "ONE_BY_ONE",
  "rows-shared": "SHARED",
} as const;

function calendarOf(env: Env, kind: string, name: string): Takes {
  const binding = KINDS[kind as keyof typeof KINDS];
  if (!binding) throw new Error(`no calendars of the kind ${kind}`);
  return env[binding].getByName(name);
}

/** The least that could do the same: what the rows of the bench are measured against. */
const app = new Hono<{ Bindings: Env }>()
  .on(["GET", "POST"], "/hello", (c) => c.json({ hello: "world" }))
  .post("/read", async (c) => {
    await c.req.json();
    return c.json({ hello: "world" });
  })
  .get("/bookings/:id", async (c) => {
    const booking = await c.env.DB.prepare("SELECT * FROM bookings WHERE id = ?").bind(c.req.param("id")).first();
    return c.json(booking);
  })
  // All calendars are asked in the same way, by this Worker: one place for each request, or by writers in here.
  .post("/calendars/:kind/:name/take", async (c) => {
    const { kind, name } = c.req.param();
    return c.json(await calendarOf(c.env, kind, name).take(await c.req.json()));
  })
  .post("/calendars/:kind/:name/write", async (c) => {
    const { kind, name } = c.req.param();
    return c.json(await write(calendarOf(c.env, kind, name), await c.req.json<Writing>()));
  })
  .post("/send/:id", async (c) => {
    await c.env.PLAIN.send({ id: c.req.param("id") });
    return c.json({ id: c.req.param("id") }, 201);
  });

export default {
  fetch: app.fetch,
  async queue({ messages }, env) {
    const at = Date.now();
    const insert = env.DB.prepare("INSERT INTO plain_heard (id, at) VALUES (?, ?)");
    await env.DB.batch(messages.map(({ body }) => insert.bind(body.id, at)));
  },
} satisfies ExportedHandler<Env, { readonly id: string }>;
