import { Hono } from "hono";
import type { Calendar } from "../../../workers/bookings/src/objects/resource-calendar.ts";
import { OneByOne as Alone, Shared as Together } from "./calendars.ts";

export class OneByOne extends Alone {}
export class Shared extends Together {}

export interface Env {
  readonly DB: D1Database;
  readonly PLAIN: Queue<{ readonly id: string }>;
  readonly ONE_BY_ONE: DurableObjectNamespace<OneByOne>;
  readonly SHARED: DurableObjectNamespace<Shared>;
  readonly CALENDARS: DurableObjectNamespace<Calendar>;
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
  // All calendars are asked in the same way, by this Worker.
  .post("/ours/:calendar/take", async (c) =>
    c.json(await c.env.CALENDARS.getByName(c.req.param("calendar")).take(await c.req.json())),
  )
  .post("/one-by-one/:calendar/take", async (c) =>
    c.json(await c.env.ONE_BY_ONE.getByName(c.req.param("calendar")).take(await c.req.json())),
  )
  .post("/shared/:calendar/take", async (c) =>
    c.json(await c.env.SHARED.getByName(c.req.param("calendar")).take(await c.req.json())),
  )
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
