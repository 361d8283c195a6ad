import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from "cloudflare:test";
import { env as bound, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Id } from "#shared/core/ids";
import { hours, toIso } from "#shared/core/time";
import { anId, arrived, as, NOBODY, person, type Told } from "#shared/testing/story";
import { pageOf } from "#shared/worker/page";
import type { Env } from "../call.ts";
import worker from "../index.ts";

const env = bound as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const START = Date.UTC(2026, 10, 29, 9);

/** A person with this many notifications, a minute apart, the last one at `START + count` minutes. */
async function somebodyWith(count: number) {
  const userId = anId("user");
  const bodies = Array.from({ length: count }, (_, at) => {
    const bookingId = anId("booking");
    const data = {
      bookingId,
      resourceId: anId("resource"),
      calendarId: anId("calendar"),
      resourceName: `Room ${at + 1}`,
      userId,
      startAt: START,
      endAt: START + hours(1),
      timeZone: "Europe/Madrid",
      status: "confirmed" as const,
    };
    const time = toIso(minute(at + 1));
    return arrived("bookings", { type: "booking.created", subject: bookingId, version: 1, data }, { time });
  });
  const messages = bodies.map((body) => ({ id: body.id, timestamp: new Date(), attempts: 1, body }));
  const context = createExecutionContext();
  await worker.queue(createMessageBatch("notifications", messages), env, context);
  await waitOnExecutionContext(context);
  return { userId, who: as(door, person([], userId)), spanish: as(door, { ...person([], userId), locale: "es" }) };
}
const minute = (n: number) => START + n * 60_000;
const trips = (n: number) => `d1;desc="${n} round trips"`;
const titles = (items: { title: string }[]) => items.map(({ title }) => title.replace(" is booked", ""));

describe("my inbox", () => {
  it("shows the newest first, page by page, in one round trip each", async () => {
    const { who } = await somebodyWith(5);
    const first = await who.get("/v1/me/notifications?limit=2");
    expect(first.headers.get("server-timing")).toBe(trips(1));
    expect(titles(first.body.items)).toEqual(["Room 5", "Room 4"]);
    const second = await who.get(`/v1/me/notifications?limit=2&cursor=${first.body.nextCursor}`);
    expect(titles(second.body.items)).toEqual(["Room 3", "Room 2"]);
    const third = await who.get(`/v1/me/notifications?limit=2&cursor=${second.body.nextCursor}`);
    expect(titles(third.body.items)).toEqual(["Room 1"]);
    expect(third.body.nextCursor).toBeNull();
  });

  it("is no fault of ours where somebody makes up a cursor", async () => {
    const { who, userId } = await somebodyWith(1);
    for (const after of [[], ["x"], [1]]) {
      const { nextCursor } = pageOf(`notifications ${userId} unread=false`, [1, 2], 1, () => after);
      expect((await who.get(`/v1/me/notifications?cursor=${nextCursor}`)).status).toBe(200);
    }
  });

  it("speaks the language of who reads, also of what was written before", async () => {
    const { who, spanish } = await somebodyWith(1);
    expect((await who.get("/v1/me/notifications")).body.items[0].title).toBe("Room 1 is booked");
    expect((await spanish.get("/v1/me/notifications")).body.items[0].title).toBe("Room 1: reserva hecha");
  });

  it("counts what is unread, and the counter equals it [NTF-12]", async () => {
    const { who } = await somebodyWith(3);
    const count = await who.get("/v1/me/notifications/count");
    expect(count).toMatchObject({ status: 200, body: { unread: 3 } });
    expect(count.headers.get("server-timing")).toBe(trips(1));
    const [newest] = (await who.get("/v1/me/notifications")).body.items;
    const read = await who.post(`/v1/me/notifications/${newest.id}/read`);
    expect(read.status).toBe(200);
    expect(read.headers.get("server-timing")).toBe(trips(2));
    expect(read.body).toEqual({ ...newest, readAt: expect.any(String) });
    const unread = (await who.get("/v1/me/notifications?unread=true")).body.items;
    expect(titles(unread)).toEqual(["Room 2", "Room 1"]);
    expect((await who.get("/v1/me/notifications/count")).body.unread).toBe(unread.length);
  });

  it("marks one as read once: again changes nothing", async () => {
    const { who } = await somebodyWith(1);
    const [{ id }] = (await who.get("/v1/me/notifications")).body.items;
    const first = await who.post(`/v1/me/notifications/${id}/read`);
    const again = await who.post(`/v1/me/notifications/${id}/read`);
    expect(again.body).toEqual(first.body);
  });

  it("marks all until an instant as read, and what is newer stays", async () => {
    const { who } = await somebodyWith(4);
    const told = await who.post("/v1/me/notifications/read-all", { until: toIso(minute(3)) });
    expect(told).toMatchObject({ status: 200, body: { unread: 1 } });
    expect(told.headers.get("server-timing")).toBe(trips(2));
    expect(titles((await who.get("/v1/me/notifications?unread=true")).body.items)).toEqual(["Room 4"]);
    expect((await who.get("/v1/me/notifications")).body.items).toHaveLength(4);
  });

  it("answers a repeated key with what it answered before", async () => {
    const { who } = await somebodyWith(2);
    const readAll = () =>
      who.post("/v1/me/notifications/read-all", { until: toIso(minute(9)) }, { "idempotency-key": "k1" });
    const first = await readAll();
    const again = await readAll();
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
  });

  it("is nobody else's", async () => {
    const { who } = await somebodyWith(1);
    const [{ id }] = (await who.get("/v1/me/notifications")).body.items;
    const other = as(door, person());
    expect((await other.get("/v1/me/notifications")).body.items).toEqual([]);
    expect(await other.post(`/v1/me/notifications/${id}/read`)).toMatchObject({
      status: 404,
      body: { code: "thing.not_found" },
    });
    const list = await who.get("/v1/me/notifications?limit=1");
    expect(list.body.items[0].readAt).toBeNull();
  });

  it("is nobody's who is not signed in", async () => {
    const nobody = as(door, NOBODY);
    const asked = [
      nobody.get("/v1/me/notifications"),
      nobody.get("/v1/me/notifications/count"),
      nobody.post(`/v1/me/notifications/${anId("notification")}/read`),
      nobody.post("/v1/me/notifications/read-all", { until: toIso(START) }),
    ];
    for (const told of await Promise.all(asked))
      expect(told).toMatchObject({ status: 401, body: { code: "auth.required" } });
  });

  it("refuses a cursor of another filter, an id of another kind and an instant without a zone", async () => {
    const { who } = await somebodyWith(2);
    const { nextCursor } = (await who.get("/v1/me/notifications?limit=1")).body;
    const codeOf = async (asking: Promise<Told<{ code: string; errors?: { path: string }[] }>>) => {
      const { status, body } = await asking;
      return [status, body.code, body.errors?.[0]?.path];
    };
    expect(await codeOf(who.get(`/v1/me/notifications?unread=true&cursor=${nextCursor}`))).toEqual([
      400,
      "request.cursor",
      undefined,
    ]);
    expect(await codeOf(who.get("/v1/me/notifications?unread=maybe"))).toEqual([
      400,
      "request.invalid",
      "/query/unread",
    ]);
    const wrong: Id = anId("booking");
    expect(await codeOf(who.post(`/v1/me/notifications/${wrong}/read`))).toEqual([400, "request.invalid", "/path/id"]);
    const until = who.post("/v1/me/notifications/read-all", { until: "2026-11-29T10:00:00" });
    expect(await codeOf(until)).toEqual([400, "request.invalid", "/body/until"]);
  });

  it("holds one notification of an event, person and template, whoever writes it", async () => {
    const { userId } = await somebodyWith(1);
    const copy = env.DB.prepare(
      `insert into notifications select 'ntf_other', user_id, building_id, event_id, type, template, subject, parameters, at, read_at, version
       from notifications where user_id = ?`,
    ).bind(userId);
    await expect(copy.run()).rejects.toThrow(/UNIQUE constraint failed: notifications\.event_id/);
  });
});
