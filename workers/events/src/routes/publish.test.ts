import { env, exports } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import type { WorkerName } from "#shared/core/workers";
import type { Envelope } from "#shared/events/event";
import { publishing, sessionEnded, userCreated, userDeleted } from "#shared/testing/events";
import { anId, arrived } from "#shared/testing/story";

const publish = publishing(exports.Door);

const resourceUpdated = (more: Partial<Envelope> = {}) => {
  const [subject, building] = [anId("resource"), anId("building")];
  const data = {
    resourceId: subject,
    buildingId: building,
    name: "Terrace",
    type: "terrace",
    status: "available",
  } as const;
  return arrived("bookings", { type: "resource.updated", subject, building, version: 1, data }, more);
};

const rowsOf = async (id: string) =>
  (await env.DB.prepare("select * from events where id = ?").bind(id).all<Record<string, unknown>>()).results;
const letterOf = (id: string) =>
  env.DB.prepare("select * from dead_letters where event_id = ?").bind(id).first<Record<string, unknown>>();

async function everyRow(): Promise<string> {
  const { results } = await env.DB.prepare(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '%cf%'",
  ).all<{ name: string }>();
  const all = await Promise.all(results.map(({ name }) => env.DB.prepare(`select * from "${name}"`).all()));
  return JSON.stringify(all.map((table) => table.results));
}

describe("an event that is published", () => {
  it("is in the log when the answer comes, in one round trip where it holds nobody's words", async () => {
    const data = { deliveryId: anId("delivery"), userId: null, channel: "email", template: "verify_email" } as const;
    const said = {
      type: "notification.sent",
      subject: data.deliveryId,
      building: anId("building"),
      version: 1,
      data,
    } as const;
    const event = arrived("notifications", said);
    const told = await publish("notifications", event);
    expect(told).toMatchObject({ status: 200, body: { kept: 1 } });
    expect(told.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
    const [row] = await rowsOf(event.id);
    expect(row).toMatchObject({ type: "notification.sent", building_id: event.building, listeners: "[]" });
    expect(JSON.parse(String(row?.data))).toEqual(event.data);
    expect(row?.routed_at).toBe(row?.received_at);
  });

  it("twice stands there once, and its first version stays", async () => {
    const event = resourceUpdated();
    await publish("bookings", event);
    expect((await publish("bookings", { ...event, version: 9 }, event)).body).toEqual({ kept: 2 });
    const rows = await rowsOf(event.id);
    expect(rows).toHaveLength(1);
    expect(JSON.parse(String(rows[0]?.head)).version).toBe(1);
  });

  it("twice at once stands there once", async () => {
    const event = userCreated();
    const answers = await Promise.all(Array.from({ length: 8 }, () => publish("iam", event)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await rowsOf(event.id)).toHaveLength(1);
  });

  it("keeps the order in which it was said", async () => {
    const events = Array.from({ length: 100 }, () => resourceUpdated());
    expect((await publish("bookings", ...events)).body).toEqual({ kept: 100 });
    const { results } = await env.DB.prepare(
      "select id from events where id in (select value from json_each(?)) order by seq",
    )
      .bind(JSON.stringify(events.map(({ id }) => id)))
      .all<{ id: string }>();
    expect(results.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it("may carry words of every script", async () => {
    const event = resourceUpdated();
    const data = { ...(event.data as object), name: 'Ático "ñ" 屋顶 🏙️ \\ \u2028' };
    await publish("bookings", { ...event, data });
    expect(JSON.parse(String((await rowsOf(event.id))[0]?.data))).toEqual(data);
  });

  it("is with its listeners' queues after the answer, and marked", async () => {
    const event = sessionEnded();
    await publish("iam", event);
    await vi.waitFor(async () => expect((await rowsOf(event.id))[0]?.routed_at).not.toBeNull());
  });
});

describe("an event that does not hold", () => {
  const event = resourceUpdated();
  const changed = (more: object) => ({ ...resourceUpdated(), ...more });
  it.each([
    { what: "no envelope", body: changed({ specversion: "0.3" }), reason: "unreadable", at: "specversion" },
    { what: "an id of another kind", body: changed({ id: anId("user") }), reason: "unreadable", at: "id" },
    {
      what: "a type nobody knows",
      body: changed({ type: "resource.painted" }),
      reason: "unknown_type",
      at: "dataschema",
    },
    {
      what: "a word of the language",
      body: changed({ type: "constructor" }),
      reason: "unknown_type",
      at: "dataschema",
    },
    {
      what: "a newer version",
      body: changed({ dataschema: "urn:courtyard:resource.updated:2" }),
      reason: "unknown_type",
      at: "dataschema",
    },
    { what: "another's source", body: changed({ source: "/iam" }), reason: "wrong_source", at: "source" },
    {
      what: "data of another shape",
      body: changed({ data: { ...(event.data as object), status: "sold" } }),
      reason: "invalid_data",
      at: "data.status",
    },
    {
      what: "more than a queue takes",
      body: changed({ data: { ...(event.data as object), name: "x".repeat(130_000) } }),
      reason: "too_large",
      at: null,
    },
  ])("($what) is kept as a dead letter with its reason, and its neighbours stand", async ({ body, reason, at }) => {
    const neighbour = resourceUpdated();
    expect(await publish("bookings", body, neighbour)).toMatchObject({ status: 200, body: { kept: 1 } });
    expect(await rowsOf(neighbour.id)).toHaveLength(1);
    expect(await rowsOf(body.id)).toHaveLength(0);

    const letter =
      (await letterOf(body.id)) ??
      (await env.DB.prepare("select * from dead_letters where wrong_at = ?").bind(at).first());
    expect(letter).toMatchObject({ listener: "events", caller: "bookings", reason, wrong_at: at });
  });

  it("is nobody's to say but the worker's that the catalogue names", async () => {
    const forged = { ...userCreated(), source: "/bookings" };
    expect((await publish("bookings", forged)).body).toEqual({ kept: 0 });
    expect(await letterOf(forged.id)).toMatchObject({ reason: "wrong_source" });
  });

  it("leaves one dead letter, however often it is said", async () => {
    const poison = { nothing: "of note", at: crypto.randomUUID() };
    const before = await count("dead_letters");
    await publish("bookings", poison);
    await publish("bookings", poison, poison);
    expect(await count("dead_letters")).toBe(before + 1);
  });

  it("is sealed like the rest, whoever's words it holds", async () => {
    const words = `secret ${crypto.randomUUID()}`;
    const person = anId("user");
    await publish(
      "iam",
      { garbage: words },
      { garbage: words, person },
      { ...userCreated(person, words), type: "user.renamed" },
    );
    expect(await everyRow()).not.toContain(words);
  });

  it.each<WorkerName>(["gateway"])("cannot come from the %s: the route does not exist for it", async (caller) =>
    expect((await publish(caller, resourceUpdated())).status).toBe(404),
  );
});

const count = async (table: string, where = "true") =>
  (await env.DB.prepare(`select count(*) as n from ${table} where ${where}`).first<{ n: number }>())?.n ?? 0;

describe("a person's words in the log", () => {
  it("are sealed with that person's key, in two round trips", async () => {
    const event = userCreated();
    const { name } = event.data as { name: string };
    const told = await publish("iam", event);
    expect(told.headers.get("server-timing")).toBe('d1;desc="2 round trips"');
    expect((await rowsOf(event.id))[0]).toMatchObject({
      person: event.person,
      data: null,
      sealed: expect.stringMatching(/^[\w+/=]+\.[\w+/=]+$/),
    });
    expect(await everyRow()).not.toContain(name);
  });

  it("share one key a person, and the key stands nowhere in the open", async () => {
    const user = anId("user");
    await Promise.all(Array.from({ length: 10 }, () => publish("iam", userCreated(user))));
    const { results } = await env.DB.prepare("select * from person_keys where owner = ?").bind(user).all();
    expect(results).toHaveLength(1);
    const sealed = await env.DB.prepare("select count(*) as n from events where person = ? and sealed is not null")
      .bind(user)
      .first<{ n: number }>();
    expect(sealed?.n).toBe(10);
  });

  it("are gone with their person, while ids and times stay and the log adds up", async () => {
    const event = userCreated();
    const user = event.person;
    await publish("iam", event);
    const before = await count("events");
    await publish("iam", userDeleted(user));
    expect(await env.DB.prepare("select wrapped from person_keys where owner = ?").bind(user).first()).toEqual({
      wrapped: null,
    });
    expect((await rowsOf(event.id))[0]).toMatchObject({ id: event.id, subject: user, data: null });
    expect(await count("events")).toBe(before + 1);
  });

  it("that come after the deletion are not kept, and no new key is made", async () => {
    const user = anId("user");
    const deleted = userDeleted(user);
    await publish("iam", deleted);
    const late = userCreated(user);
    expect((await publish("iam", late)).body).toEqual({ kept: 1 });
    expect((await rowsOf(late.id))[0]).toMatchObject({ id: late.id, data: null, sealed: null });
    const { results } = await env.DB.prepare("select wrapped from person_keys where owner = ?").bind(user).all();
    expect(results).toEqual([{ wrapped: null }]);
    // What says that somebody is gone must be heard after their key is.
    expect(JSON.parse(String((await rowsOf(deleted.id))[0]?.data))).toEqual({ userId: user });
  });

  it("that come with the deletion in one call are gone too", async () => {
    const event = userCreated();
    await publish("iam", event, userDeleted(event.person));
    expect(await env.DB.prepare("select wrapped from person_keys where owner = ?").bind(event.person).first()).toEqual({
      wrapped: null,
    });
  });

  it("cannot be opened whichever of word and deletion comes first", async () => {
    const user = anId("user");
    await Promise.all([
      ...Array.from({ length: 6 }, () => publish("iam", userCreated(user))),
      publish("iam", userDeleted(user)),
    ]);
    expect(await count("person_keys", `owner = '${user}' and wrapped is null`)).toBe(1);
    expect(await count("person_keys", `owner = '${user}'`)).toBe(1);
    expect(await count("events", `subject = '${user}' and type = 'user.created' and data is null`)).toBe(6);
  });
});
