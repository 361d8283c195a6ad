import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { days, hours, minutes, toIso } from "#shared/core/time";
import { aSharedCalendar, aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { at } from "#shared/testing/queue";
import { anId, as, manager } from "#shared/testing/story";
import type { Env } from "../call.ts";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 60_000;
const { DB, CALENDARS } = env as unknown as Env;
const door = exports.Door({ props: { caller: "gateway" } });
const MONTHLY = { per: "household", window: "month", most: 8, counts: "guests" };

beforeEach(() => at(NOW));
afterEach(() => void vi.useRealTimers());

/** A terrace for twelve, two of one home, one of another, and who runs the building. */
async function aHouse(rules: Record<string, unknown> = {}) {
  const building = await aBuilding(DB);
  const terrace = await aTerrace(door, building, { capacity: 12, ...rules });
  const unitId = anId("unit");
  const [one, two] = [await aResident(DB, building, { unitId }), await aResident(DB, building, { unitId })];
  const staff = as(door, manager(building.id));
  const path = `/v1/resources/${terrace.id}`;
  const book = `${path}/bookings`;
  const neighbour = as(door, await aResident(DB, building));
  return { building, terrace, path, book, staff, neighbour, one, who: as(door, one), partner: as(door, two) };
}
type House = Awaited<ReturnType<typeof aHouse>>;

const agrees = async ({ staff, path }: House) => (await staff.get(`${path}/calendar`)).body;
const change = (who: House["who"], { path }: House, what: unknown, version: number) =>
  who.patch(path, what, { "if-match": `"v${version}"` });

interface Refused {
  readonly of: string;
  readonly wish: Record<string, unknown>;
  readonly rules?: Record<string, unknown>;
  readonly code: string;
  readonly status: number;
  readonly detail?: string;
}

describe("guests", { timeout: SLOW }, () => {
  it("are none unless somebody says so, and told wherever the booking is [BKG-15]", async () => {
    const house = await aHouse();
    const { who, staff, book, building } = house;
    const { body: plain } = await who.post(book, from(TEN, 1, { attendees: 4 }));
    expect(plain).toMatchObject({ attendees: 4, guests: 0, invitees: [] });
    const made = await who.post(book, from(TEN + hours(2), 1, { attendees: 4, guests: 3 }));
    expect(made).toMatchObject({ status: 201, body: { attendees: 4, guests: 3 } });
    expect(made.headers.get("server-timing")).toContain("2 round trips");
    for (const list of ["/v1/me/bookings", `/v1/buildings/${building.id}/bookings`])
      expect((await (list.includes("me") ? who : staff).get(list)).body.items).toMatchObject([
        ...[
          { id: made.body.id, guests: 3 },
          { id: plain.id, guests: 0 },
        ],
      ]);
    expect(await agrees(house)).toEqual({ bookings: 2, places: 2, unsettled: 0, difference: null });
  });

  it("are seats like anybody's: what they have, others cannot [BKG-15]", async () => {
    const { who, neighbour, book } = await aHouse({ capacity: 5 });
    await who.post(book, from(TEN, 1, { attendees: 4, guests: 3 }));
    expect((await neighbour.post(book, from(TEN, 1, { attendees: 2 }))).body.code).toBe("booking.slot_taken");
    expect((await neighbour.post(book, from(TEN, 1, { attendees: 1 }))).status).toBe(201);
  });

  it.each<Refused>([
    { of: "more than come", wish: { guests: 2 }, code: "booking.guests_over_attendees", status: 400 },
    {
      ...{ of: "more than may come", wish: { attendees: 4, guests: 3 }, rules: { maxGuests: 2 } },
      ...{ code: "booking.too_many_guests", status: 409 },
      detail: "Con una reserva pueden venir como máximo 2 invitados, y no 3.",
    },
    {
      ...{ of: "any, where none may", wish: { attendees: 2, guests: 1 }, rules: { maxGuests: 0 } },
      ...{ code: "booking.too_many_guests", status: 409 },
      detail: "Es solo para quienes viven en el edificio: no pueden venir invitados.",
    },
    { of: "fewer than none", wish: { guests: -1 }, code: "request.invalid", status: 400 },
    { of: "half a one", wish: { attendees: 4, guests: 1.5 }, code: "request.invalid", status: 400 },
    { of: "a word", wish: { attendees: 4, guests: "2" }, code: "request.invalid", status: 400 },
  ])("are refused of $of, and nothing is taken [BKG-15]", async ({ wish, rules, code, detail, status }) => {
    const house = await aHouse(rules);
    const told = await house.who.post(house.book, from(TEN, 1, wish), { "accept-language": "es" });
    expect({ status: told.status, code: told.body.code }).toEqual({ status, code });
    if (detail) expect(told.body.detail).toBe(detail);
    expect(await agrees(house)).toMatchObject({ bookings: 0, places: 0 });
  });

  it("are limited by who runs the house, for what is booked from then on [BKG-15]", async () => {
    const house = await aHouse();
    const { who, staff, neighbour, path, book } = house;
    const { body } = await who.post(book, from(TEN, 1, { attendees: 4, guests: 3 }));
    expect((await change(neighbour, house, { maxGuests: 1 }, 1)).status).toBe(403);
    expect((await change(staff, house, { maxGuests: 1 }, 1)).body.maxGuests).toBe(1);
    expect((await neighbour.get(path)).body.maxGuests).toBe(1);
    expect((await who.get(`/v1/bookings/${body.id}`)).body.guests).toBe(3);
    const patch = (wish: unknown) => who.patch(`/v1/bookings/${body.id}`, wish);
    expect((await patch({ guests: 4 })).body.code).toBe("booking.too_many_guests");
    expect((await patch({ guests: 2 })).body).toMatchObject({ attendees: 4, guests: 2 });
    expect((await patch(from(TEN + hours(3)))).body.code).toBe("booking.too_many_guests");
    expect((await change(staff, house, { maxGuests: null }, 2)).body.maxGuests).toBeNull();
    expect((await patch({ ...from(TEN + hours(3)), guests: 4 })).body).toMatchObject({ guests: 4 });
    // Said by an app that knows of no guests.
    expect((await patch({ attendees: 3 })).body).toMatchObject({ attendees: 3, guests: 3 });
    expect((await agrees(house)).difference).toBeNull();
  });
});

describe("a quota of guests", { timeout: SLOW }, () => {
  it("is the home's: it tells what is left and when it opens again, also where it is only asked [BKG-09] [BKG-63]", async () => {
    const house = await aHouse({ quotas: [MONTHLY] });
    const { who, partner, neighbour, staff, path, book } = house;
    expect((await neighbour.get(path)).body.quotas).toEqual([MONTHLY]);
    const { body: first } = await who.post(book, from(TEN, 1, { attendees: 6, guests: 6 }));
    const wish = from(TEN + days(1), 1, { attendees: 5, guests: 3 });
    const told = await partner.post(book, wish);
    const facts = { per: "household", window: "month", most: 8, used: 6, left: 2, guests: 3, name: "Roof terrace" };
    const opensAt = toIso(inMadrid("2097-07-01T00:00"));
    expect(told).toMatchObject({
      status: 409,
      body: { code: "booking.over_guest_quota", facts: { ...facts, opensAt } },
    });
    expect(told.body.detail).toBe(
      `One household may bring 8 guests to Roof terrace in one month; 2 are left, and 3 were asked for. There is room for as many from ${opensAt} on.`,
    );
    const asked = await partner.post(`${book}?dryRun=true`, wish, { "accept-language": "es" });
    expect(asked.body.problem).toMatchObject({
      ...{ code: "booking.over_guest_quota", facts },
      detail: `Cada hogar puede traer 8 invitados a Roof terrace por mes; quedan 2 y se piden 3. Vuelve a haber sitio para tantos a partir del ${opensAt}.`,
    });
    expect((await neighbour.post(book, wish)).status).toBe(201);
    expect((await partner.post(book, { ...wish, guests: 2 })).status).toBe(201);
    expect((await partner.post(book, from(TEN + days(2), 1, { attendees: 9 }))).status).toBe(201);
    expect((await who.post(book, { ...from(inMadrid("2097-07-01T10:00")), attendees: 8, guests: 8 })).status).toBe(201);
    expect((await staff.post(book, from(TEN + days(3), 1, { attendees: 5, guests: 5 }))).status).toBe(201);
    const grow = (guests: number, query = "") => who.patch(`/v1/bookings/${first.id}${query}`, { guests });
    expect((await grow(2)).body.guests).toBe(2);
    for (const query of ["?dryRun=true", ""])
      expect((await grow(6 + 1, query)).body.code).toBe("booking.guests_over_attendees");
    expect((await grow(6, "?dryRun=true")).body.guests).toBe(6);
    await who.post(`/v1/bookings/${first.id}/cancel`);
    expect((await partner.post(book, from(TEN + days(4), 1, { attendees: 6, guests: 6 }))).status).toBe(201);
    expect((await who.post(book, from(TEN + days(5), 1, { attendees: 9, guests: 9 }))).body).toMatchObject({
      ...{ code: "booking.too_many_guests", facts: { guests: 9, maxGuests: 8 } },
    });
    expect(await agrees(house)).toMatchObject({ unsettled: 0, difference: null });
  });

  it("is used by what was left early and by what nobody came to, also once the calendar forgot it [BKG-09]", async () => {
    const { who, partner, book, terrace } = await aHouse({ quotas: [MONTHLY], checkInMinutes: 15 });
    const { body: left } = await who.post(book, from(TEN, 2, { attendees: 5, guests: 5 }));
    const { body: missed } = await partner.post(book, from(TEN, 1, { attendees: 2, guests: 1 }));
    const calendar = CALENDARS.getByName(terrace.calendarId);
    at(TEN);
    await who.post(`/v1/bookings/${left.id}/check-in`);
    at(TEN + minutes(10));
    await who.post(`/v1/bookings/${left.id}/check-out`);
    at(TEN + minutes(15));
    await runDurableObjectAlarm(calendar);
    expect((await partner.get(`/v1/bookings/${missed.id}`)).body.status).toBe("no_show");
    const more = (guests: number) => partner.post(book, from(TEN + days(3), 1, { attendees: 8, guests }));
    expect((await more(3)).body).toMatchObject({ code: "booking.over_guest_quota", facts: { used: 6, left: 2 } });
    at(TEN + days(2));
    expect((await more(3)).body).toMatchObject({ code: "booking.over_guest_quota", facts: { used: 6, left: 2 } });
    const places = await runInDurableObject(calendar, (_, { storage: { sql } }) =>
      sql.exec("SELECT * FROM places").toArray(),
    );
    expect(places).toEqual([]);
    expect((await more(2)).status).toBe(201);
  });

  it("counts over all of a calendar's resources, and one from before guests were told apart counts bookings [BKG-09]", async () => {
    const { building, staff, who, partner } = await aHouse();
    const calendarId = await aSharedCalendar(door, building, { isExclusive: false, quotas: [MONTHLY] });
    const [hall, gym] = [
      await aTerrace(door, building, { calendarId, capacity: 9 }),
      await aTerrace(door, building, { calendarId, capacity: 9 }),
    ];
    const book = ({ id }: typeof hall, by: typeof who, guests: number) =>
      by.post(`/v1/resources/${id}/bookings`, from(TEN, 1, { attendees: 9, guests }));
    expect((await book(hall, who, 8)).status).toBe(201);
    expect((await book(gym, partner, 1)).body).toMatchObject({
      code: "booking.over_guest_quota",
      facts: { name: "Halls" },
    });
    const { counts: _, ...old } = MONTHLY;
    await DB.prepare("update calendars set quotas = ? where id = ?")
      .bind(JSON.stringify([old]), calendarId)
      .run();
    expect((await staff.get(`/v1/calendars/${calendarId}`)).body.quotas).toEqual([{ ...old, counts: "bookings" }]);
    const wrong = { quotas: [{ ...old, counts: "cats" }] };
    expect((await staff.patch(`/v1/calendars/${calendarId}`, wrong, { "if-match": '"v1"' })).status).toBe(400);
  });
});

describe("a series with guests", { timeout: SLOW }, () => {
  it("has as many in each, and is refused where they are used up, or told so [BKG-08] [BKG-09] [BKG-15]", async () => {
    const { who, path } = await aHouse({ quotas: [MONTHLY] });
    const wish = from(TEN, 1, {
      attendees: 4,
      guests: 3,
      rule: "FREQ=DAILY;COUNT=3",
      invitees: [{ name: "A friend" }],
    });
    const told = await who.post(`${path}/booking-series`, wish);
    const rule = { rule: "booking.over_guest_quota", "rule.left": 2, "rule.guests": 3 };
    expect(told.body).toMatchObject({
      code: "series.conflict",
      facts: { conflicts: 1, left: 2, position: 3, ...rule },
    });
    const { body } = await who.post(`${path}/booking-series`, { ...wish, conflicts: "skip" });
    const each = { attendees: 4, guests: 3, invitees: [{ name: "A friend" }] };
    expect(body.bookings).toMatchObject([each, each]);
    expect(body.skipped).toMatchObject([{ position: 3, problem: { code: "booking.over_guest_quota" } }]);

    const move = (more: Record<string, unknown>) =>
      who.post(`/v1/booking-series/${body.id}/move`, { scope: "all", ...more });
    expect((await move({ guests: 4 })).body).toMatchObject({ series: { bookings: [{ guests: 4 }, { guests: 4 }] } });
    expect((await move({ attendees: 6, guests: 5 })).body).toMatchObject({ code: "series.conflict" });
    const fewer = await move({ attendees: 2 });
    expect(fewer.body.series.bookings).toMatchObject([{ guests: 2 }, { guests: 2 }]);
    expect((await move({ attendees: 1 })).body).toMatchObject({
      facts: { rule: "booking.too_many_invitees", "rule.most": 0 },
    });

    const [one, two] = body.bookings.map(({ id }: { id: string }) => `/v1/bookings/${id}`);
    expect((await who.patch(one, { invitees: [] })).body.invitees).toEqual([]);
    expect((await who.get(two)).body.invitees).toEqual([{ name: "A friend" }]);
  });
});
