import { runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aSharedCalendar, aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at, deliver as delivering } from "#shared/testing/queue";
import { arrived, as, manager } from "#shared/testing/story";
import type { Env } from "../call.ts";
import worker from "../index.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
const ours = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const deliver = delivering(worker, "bookings", ours);

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

describe("our own word that a shared calendar has changed", () => {
  it("offers what became free to who waits, once, even if the request that changed it died, however often it comes [BKG-62]", async () => {
    const building = await aBuilding(ours.DB);
    const calendarId = await aSharedCalendar(door, building);
    const [hall, kitchen] = [
      await aTerrace(door, building, { calendarId }),
      await aTerrace(door, building, { calendarId, offerMinutes: 30 }),
    ];
    const [one, two, three] = [
      as(door, await aResident(ours.DB, building)),
      as(door, await aResident(ours.DB, building)),
      as(door, await aResident(ours.DB, building)),
    ];
    await one.post(`/v1/resources/${hall.id}/bookings`, from(TEN));
    const wait = from(TEN, 1, { wait: true });
    const { body: second } = await two.post(`/v1/resources/${kitchen.id}/bookings`, wait);
    const { body: third } = await three.post(`/v1/resources/${kitchen.id}/bookings`, wait);
    await ours.DB.prepare("update calendars set is_exclusive = 0, version = 2 where id = ?").bind(calendarId).run();
    const word = (version: number) =>
      arrived("bookings", {
        ...{ type: "calendar.updated", subject: calendarId, building: building.id, version },
        data: { calendarId, buildingId: building.id, name: "Halls", isExclusive: false },
      });
    const twice = word(2);
    await deliver(twice, twice, word(1));
    await runDurableObjectAlarm(ours.CALENDARS.getByName(calendarId));
    expect((await two.get(`/v1/bookings/${second.id}`)).body.status).toBe("offered");
    expect((await three.get(`/v1/bookings/${third.id}`)).body).toMatchObject({
      ...{ status: "waiting", waitlistPosition: 1 },
    });
  });

  it("is heard without a complaint where the calendar was removed meanwhile", async () => {
    const building = await aBuilding(ours.DB);
    const calendarId = await aSharedCalendar(door, building);
    const path = `/v1/calendars/${calendarId}`;
    await as(door, manager(building.id)).delete(path, { "if-match": '"v1"' });
    const late = arrived("bookings", {
      ...{ type: "calendar.updated", subject: calendarId, building: building.id, version: 1 },
      data: { calendarId, buildingId: building.id, name: "Halls", isExclusive: true },
    });
    await deliver(late);
    const heard = ours.DB.prepare("select refusal from heard where event_id = ?").bind(late.id);
    expect(await heard.first()).toEqual({ refusal: null });
  });
});
