import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hours } from "#shared/core/time";
import { A_TERRACE, aTerrace, from, inMadrid } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { as, manager, NOBODY, person, written } from "#shared/testing/story";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-05T09:00");
const TEN = inMadrid("2097-06-05T10:00");
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 60_000;
const TWO = 'd1;desc="2 round trips"';
const door = exports.Door({ props: { caller: "gateway" } });

const DOOR = { latitude: 40.4168, longitude: -3.7038 };
const POSITION = { ...DOOR, radiusMeters: 50 };
const BY_POSITION = { checkInBy: "position", position: POSITION };
/** Near by in digits that nothing else has, and 1.5 km away. */
const HERE = { latitude: 40.416_871_93, longitude: -3.703_829_47, accuracyMeters: 17.31 };
const AWAY = { latitude: 40.430_3, longitude: -3.703_8 };

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A resource, and somebody whose booking of it has just begun. */
async function aHouse(rules: Record<string, unknown> = BY_POSITION) {
  vi.setSystemTime(NOW);
  const building = await aBuilding(env.DB);
  const terrace = await aTerrace(door, building, { capacity: 12, ...rules });
  const boss = as(door, manager(building.id));
  const resident = await aResident(env.DB, building);
  const who = as(door, resident);
  const { body: booked } = await who.post(`/v1/resources/${terrace.id}/bookings`, from(TEN));
  vi.setSystemTime(TEN);
  const path = `/v1/resources/${terrace.id}`;
  const checkIn = (body?: unknown, by = who, headers = {}) =>
    by.post(`/v1/bookings/${booked.id}/check-in`, body, headers);
  const patch = (body: unknown, version: number) => boss.patch(path, body, { "if-match": `"v${version}"` });
  return { building, boss, who, path, id: String(booked.id), checkIn, patch };
}

/** All that the database has, in words. */
async function everything(): Promise<string> {
  const tables = await env.DB.prepare(
    "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'",
  ).all<{ name: string }>();
  const rows = await Promise.all(tables.results.map(({ name }) => env.DB.prepare(`select * from "${name}"`).all()));
  return JSON.stringify(rows.map(({ results }) => results));
}

describe("where a resource is, and how one checks in there", { timeout: SLOW }, () => {
  it("is nowhere and by the code, unless it says so, and is told to who sees it [BKG-13]", async () => {
    const { who, path, patch } = await aHouse({});
    expect((await who.get(path)).body).toMatchObject({ checkInBy: "code", position: null });
    expect(await patch(BY_POSITION, 1)).toMatchObject({ status: 200, body: BY_POSITION });
    expect((await who.get(path)).body).toMatchObject(BY_POSITION);
    const wider = { ...POSITION, radiusMeters: 200 };
    expect((await patch({ position: wider }, 2)).body).toMatchObject({ checkInBy: "position", position: wider });
    expect((await patch({ checkInBy: "code", position: null }, 3)).body).toMatchObject({ position: null });
  });

  it.each([
    ...["40.4168", null, 90.000_001, -91, true, [40]].map((latitude) => ({ wrong: { latitude }, at: "latitude" })),
    ...["-3.7038", null, 180.000_001, -181, {}].map((longitude) => ({ wrong: { longitude }, at: "longitude" })),
    ...[9, 501, 49.5, "50", null].map((radiusMeters) => ({ wrong: { radiusMeters }, at: "radiusMeters" })),
    { wrong: { "🧭": 1 }, at: "🧭" },
  ])("is refused for its shape, made and changed: $wrong [BKG-13]", async ({ wrong, at }) => {
    const { boss, building, patch } = await aHouse({});
    const position = { ...POSITION, ...wrong };
    const told = { status: 400, body: { code: "request.invalid", errors: [{ path: `/body/position/${at}` }] } };
    const made = { ...A_TERRACE, position };
    expect(await boss.post(`/v1/buildings/${building.id}/resources`, made)).toMatchObject(told);
    expect(await patch({ position }, 1)).toMatchObject(told);
  });

  it.each([
    { said: { checkInBy: "position" }, missing: "position" },
    { said: { checkInBy: "either", checkInCode: "door 7" }, missing: "position" },
    { said: { checkInBy: "either", position: POSITION }, missing: "checkInCode" },
  ])(
    "is refused where nobody could check in, made and changed: $said.checkInBy without $missing [BKG-13]",
    async ({ said, missing }) => {
      const { boss, building, patch } = await aHouse({});
      const facts = { checkInBy: said.checkInBy, missing };
      const told = { status: 400, body: { code: "resource.check_in_incomplete", facts } };
      expect(await boss.post(`/v1/buildings/${building.id}/resources`, { ...A_TERRACE, ...said })).toMatchObject(told);
      expect(await patch(said, 1)).toMatchObject(told);
    },
  );

  it("is kept by the database in the same bounds [BKG-13]", async () => {
    const { path, patch } = await aHouse();
    expect((await patch({ position: null }, 1)).body.code).toBe("resource.check_in_incomplete");
    const set = (what: string) =>
      env.DB.prepare(`update resources set ${what} where id = ?`).bind(path.slice(14)).run();
    for (const what of ["position = null", `check_in_by = 'either'`, `check_in_by = 'nothing'`])
      await expect(set(what)).rejects.toThrow("CHECK constraint failed");
    for (const [name, value] of [...Object.entries({ latitude: 90.1, longitude: -180.1 }), ["radiusMeters", 501]])
      await expect(set(`position = json_set(position, '$.${name}', ${value})`)).rejects.toThrow("CHECK");
  });

  it("is wherever the edges of the earth are [BKG-13]", async () => {
    for (const [latitude, longitude, seen] of [
      [90, -180, 33],
      [-90, 180, -77],
      [0, 180, -180],
    ] as const) {
      const { checkIn } = await aHouse({ ...BY_POSITION, position: { latitude, longitude, radiusMeters: 10 } });
      expect((await checkIn({ position: { latitude, longitude: seen } })).body.status).toBe("checked_in");
    }
  });
});

describe("checking in by position", { timeout: SLOW }, () => {
  it("is being there, in two round trips, and is said of no place [BKG-13]", async () => {
    const { checkIn, id } = await aHouse();
    const told = await checkIn({ position: HERE });
    expect(told).toMatchObject({ status: 200, body: { id, status: "checked_in" } });
    expect(told.headers.get("server-timing")).toBe(TWO);
    const said = (await written(env.DB, { audit: true })).filter(({ subject }) => subject === id);
    expect(said.map(({ type }) => type)).toContain("booking.checked_in");
    expect(JSON.stringify(said)).not.toMatch(/latitude|position|accuracy/);
    expect((await checkIn({ position: HERE })).body.code).toBe("booking.not_confirmed");
  });

  it.each([
    { what: "nothing said", sent: undefined, code: "position_missing", facts: { checkInBy: "position" } },
    { what: "the code instead", sent: { code: "door 7" }, code: "position_missing", facts: { radiusMeters: 50 } },
    { what: "too far away", sent: { position: AWAY }, code: "not_there", facts: { meters: 1000, radiusMeters: 50 } },
    {
      what: "too inaccurate",
      sent: { position: { ...DOOR, accuracyMeters: 50.1 } },
      ...{ code: "position_inaccurate", facts: { accuracyMeters: 51, radiusMeters: 50 } },
    },
  ])("is refused with its numbers, and the booking stays: $what [BKG-13]", async ({ sent, code, facts }) => {
    const { checkIn, who, id } = await aHouse();
    expect(await checkIn(sent)).toMatchObject({ status: 409, body: { code: `booking.${code}`, facts } });
    expect((await who.get(`/v1/bookings/${id}`)).body.status).toBe("confirmed");
    expect((await checkIn({ position: HERE })).status).toBe(200);
  });

  it("is refused in the language of who asks [BKG-13]", async () => {
    const { checkIn, who } = await aHouse();
    const inSpanish = async (sent: unknown) => (await checkIn(sent, who, { "accept-language": "es" })).body.detail;
    expect(await inSpanish({ position: AWAY })).toMatch(/^Está a un kilómetro o más/);
    expect(await inSpanish({ position: { ...DOOR, latitude: 40.417_7 } })).toMatch(/^Está a unos 110 m/);
    expect(await inSpanish({ position: { ...DOOR, accuracyMeters: 80 } })).toContain("puede errar en 80 m");
    expect(await inSpanish({})).not.toContain("el `code`");
  });

  it.each([
    ...[`{"position":{"latitude":1e999,"longitude":0}}`, `{"position":{"latitude":NaN,"longitude":0}}`],
    ...[`{"position":{"latitude":"40.4","longitude":"-3.7"}}`, `{"position":null}`, `{"position":[40.4,-3.7]}`],
    ...[`{"position":{"latitude":40.4}}`, `{"position":"here"}`, `{"position":{"latitude":91,"longitude":0}}`],
    ...[`{"position":{"latitude":40,"longitude":-180.1}}`, `{"position":{"latitude":40,"longitude":0,"altitude":7}}`],
    ...[-1, 1e9, `"17"`, null].map((off) => `{"position":{"latitude":40,"longitude":0,"accuracyMeters":${off}}}`),
    `{"position":{"latitude":40,"longitude":0},"radiusMeters":9999}`,
  ])("is refused for its shape: %s [BKG-13]", async (sent) => {
    const { checkIn } = await aHouse();
    for (const headers of [{}, { "idempotency-key": "k" }]) {
      const told = await checkIn(sent, undefined, headers);
      expect([told.status, told.body.code]).toEqual([400, expect.stringMatching(/^request\.(invalid|malformed)$/)]);
    }
  });

  it("is nobody else's, from wherever; the house checks in without it [BKG-13]", async () => {
    const { checkIn, building, boss } = await aHouse();
    const neighbour = as(door, await aResident(env.DB, building));
    const elsewhere = as(door, manager((await aBuilding(env.DB)).id));
    for (const by of [neighbour, elsewhere, as(door, NOBODY)])
      expect((await checkIn({ position: HERE }, by)).status).toBe(404);
    const staff = as(door, person([{ role: "staff", on: building.id }]));
    expect((await checkIn({ position: AWAY }, staff)).body.status).toBe("checked_in");
    expect((await checkIn({}, boss)).body.code).toBe("booking.not_confirmed");
  });

  it("or by the code does by one of the two, where the resource says so [BKG-13]", async () => {
    const either = { checkInBy: "either", checkInCode: "door 7", position: POSITION };
    for (const sent of [{ code: "door 7" }, { position: HERE }, { position: AWAY, code: "door 7" }]) {
      const { checkIn } = await aHouse(either);
      expect((await checkIn({ code: "door 8" })).body.code).toBe("booking.wrong_check_in_code");
      expect((await checkIn({ position: AWAY, code: "door 8" })).body.code).toBe("booking.not_there");
      const nothing = await checkIn();
      expect(nothing.body).toMatchObject({ code: "booking.position_missing", facts: { checkInBy: "either" } });
      expect(nothing.body.detail).toContain("or the `code`");
      expect((await checkIn(sent)).body.status).toBe("checked_in");
    }
  });

  it("happens once, however often it is said at once [BKG-13]", async () => {
    const { checkIn, id } = await aHouse();
    const told = await Promise.all(Array.from({ length: 10 }, () => checkIn({ position: HERE })));
    expect(told.filter(({ status }) => status === 200)).toHaveLength(1);
    const said = (await written(env.DB)).filter(({ subject, type }) => subject === id && type === "booking.checked_in");
    expect(said).toHaveLength(1);
  });
});

describe("a position that was sent", { timeout: SLOW }, () => {
  it("is kept nowhere, with a key or without, granted or refused [BKG-13]", async () => {
    const logged = ["log", "info", "warn", "error", "debug"] as const;
    const spies = logged.map((name) => vi.spyOn(console, name).mockImplementation(() => {}));
    for (const key of [{}, { "idempotency-key": "k" }]) {
      const { checkIn, who } = await aHouse();
      const refused = await checkIn({ position: { ...HERE, latitude: 40.498_712_37 } }, who, key);
      expect(refused.body.code).toBe("booking.not_there");
      expect((await checkIn({ position: HERE }, who, key)).status).toBe(200);
    }
    const traces = /40\.41687|3\.70382|17\.31|40\.49871/;
    expect(await everything()).not.toMatch(traces);
    expect(JSON.stringify(spies.map(({ mock }) => mock.calls))).not.toMatch(traces);
  });

  it("is not in the fingerprint of a key either: from another place the same is answered again [BKG-13]", async () => {
    const { checkIn, who } = await aHouse();
    const key = { "idempotency-key": "k" };
    const first = await checkIn({ position: HERE }, who, key);
    const kept = async () => (await env.DB.prepare("select fingerprint from answers").all()).results.at(-1);
    const before = await kept();
    vi.setSystemTime(TEN + hours(0.1));
    for (const position of [HERE, DOOR, AWAY]) {
      const again = await checkIn({ position }, who, key);
      expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
      expect(again.body).toEqual(first.body);
    }
    expect(await kept()).toEqual(before);
    expect((await checkIn({ position: HERE, code: "door 7" }, who, key)).body.code).toBe("idempotency.key_reused");
  });
});
