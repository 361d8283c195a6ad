import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { aHouse } from "#shared/testing/residency";
import { as, type Door, manager, person, written } from "#shared/testing/story";
import { ACTOR_HEADER, encodeActor } from "#shared/worker/identity";

const door = exports.Door({ props: { caller: "gateway" } });
const trips = (told: { headers: Headers }) => Number(/desc="(\d+)/.exec(told.headers.get("server-timing") ?? "")?.[1]);
const CSV = { "content-type": "text/csv" };

const HEADER = "entrance,floor,unit,kind,area";
const GOOD = [HEADER, "A,1,A-1A,flat,65", 'A,0,"Shop, corner",commercial,140', "B,-1,P1,parking,12.5"].join("\r\n");

type House = Awaited<ReturnType<typeof aHouse>>;
const unitsOf = async ({ boss, at }: House) => (await as(door, boss).get(`${at}/units?limit=100`)).body.items;
const send = ({ boss, at }: House, text: string, query = "", headers: Record<string, string> = CSV) =>
  as(door, boss).post(`${at}/imports${query}`, text, headers);

describe("a file of units", () => {
  it("is rehearsed without a trace, then taken in two round trips", async () => {
    const house = await aHouse(door);
    const counts = { rows: 3, created: 3, createdEntrances: 2, unchanged: 0, refused: 0, errors: [] };
    const rehearsal = await send(house, GOOD, "?dryRun=true");
    expect(rehearsal).toMatchObject({ status: 200, body: { dryRun: true, ...counts } });
    expect(await unitsOf(house)).toEqual([]);

    const told = await send(house, GOOD);
    expect(told).toMatchObject({ status: 200, body: { dryRun: false, ...counts } });
    expect(trips(told)).toBe(2);
    expect(await unitsOf(house)).toMatchObject([
      { label: "A-1A", path: ["A", "1", "A-1A"], areaSquareMetres: 65 },
      { label: "P1", path: ["B", "-1", "P1"], kind: "parking", areaSquareMetres: 12.5 },
      { label: "Shop, corner", kind: "commercial" },
    ]);
    const audit = (await written(env.DB, { audit: true })).filter(({ data }) => {
      return (data as { operation?: string }).operation === "importUnits";
    });
    expect(audit.filter((event) => event.building === house.building.id)).toHaveLength(1);
  });

  it("with three bad rows is refused in three errors, and nothing is written", async () => {
    const house = await aHouse(door);
    await send(house, `${HEADER}\nA,1,A-1A,flat,65\n`);
    const bad = [HEADER, "A,2,A-2A,flat,65", "A,1,A-1A,flat,66", "A,3,A-3A,flat,sixty", "C,4,A-4A,castle,70"].join(
      "\n",
    );
    const told = await send(house, bad);
    expect(told).toMatchObject({
      status: 400,
      body: { code: "import.rows_refused", facts: { rows: 4, refused: 3 } },
    });
    expect(told.body.errors).toMatchObject([
      { line: 3, column: "area", path: "/body/3/area", code: "unit.label_taken" },
      { line: 4, column: "area", path: "/body/4/area", code: "unit.area_invalid" },
      { line: 5, column: "kind", path: "/body/5/kind", code: "unit.kind_unknown" },
    ]);
    expect(await unitsOf(house)).toHaveLength(1);
    expect((await as(door, house.boss).get(`${house.at}/entrances`)).body.items).toHaveLength(1);
    const rehearsal = await send(house, bad, "?dryRun=true");
    expect(rehearsal).toMatchObject({ status: 200, body: { created: 1, refused: 3, errors: told.body.errors } });
  });

  it("taken again changes nothing, with more rows adds those", async () => {
    const house = await aHouse(door);
    await send(house, GOOD);
    expect((await send(house, GOOD)).body).toMatchObject({ created: 0, createdEntrances: 0, unchanged: 3 });
    const more = `${GOOD}\r\nB,2,B-2A,flat,70\r\n`;
    expect((await send(house, more)).body).toMatchObject({ created: 1, createdEntrances: 0, unchanged: 3 });
    expect(await unitsOf(house)).toHaveLength(4);
  });

  it("of five thousand rows is taken in two round trips, one row more in none", async () => {
    const house = await aHouse(door);
    const rows = Array.from(
      { length: 5000 },
      (_, at) => `E${at % 20},${at % 9},"Unit, ${at}",flat,${50 + (at % 50)}.5`,
    );
    const told = await send(house, [HEADER, ...rows].join("\r\n"));
    expect(told).toMatchObject({ status: 200, body: { created: 5000, createdEntrances: 20 } });
    expect(trips(told)).toBe(2);
    const again = await send(house, [HEADER, ...rows].join("\n"));
    expect(again.body).toMatchObject({ created: 0, unchanged: 5000 });
    const over = await send(house, [HEADER, ...rows, "A,1,one,flat,1"].join("\n"));
    expect(over).toMatchObject({ status: 400, body: { code: "csv.too_many_rows", facts: { limit: 5000 } } });
    expect(trips(over)).toBe(0);
  }, 30_000);

  it("sent by two at once is taken once, and the slower is told", async () => {
    const house = await aHouse(door);
    const told = await Promise.all([1, 2, 3].map(() => send(house, GOOD)));
    expect(await unitsOf(house)).toHaveLength(3);
    for (const { status, body } of told)
      expect(status === 200 ? body.created + body.unchanged : body.code).toBe(status === 200 ? 3 : "thing.concurrent");
  });

  it("sent again under its key is answered as before", async () => {
    const house = await aHouse(door);
    const headers = { ...CSV, "idempotency-key": "units" };
    const [first, second] = [await send(house, GOOD, "", headers), await send(house, GOOD, "", headers)];
    expect([first.body.created, second.body.created]).toEqual([3, 3]);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect((await send(house, `${GOOD}\n`, "", headers)).status).toBe(422);
  });

  it.each([
    { code: "csv.empty", text: "" },
    { code: "csv.column_unknown", text: "unit,colour\n1A,red\n" },
    { code: "csv.column_repeated", text: "unit,unit\n1A,1A\n" },
    { code: "csv.column_missing", text: "floor\n1\n" },
  ])("is refused as a whole with $code", async ({ code, text }) => {
    expect(await send(await aHouse(door), text)).toMatchObject({ status: 400, body: { code } });
  });

  it("is UTF-8, or is refused", async () => {
    const { at, boss } = await aHouse(door);
    const latin1 = Uint8Array.from([..."unit\nÑ"].map((letter) => letter.charCodeAt(0)));
    const answer = await (door as Door).fetch(
      new Request(`https://door${at}/imports`, {
        method: "POST",
        headers: { ...CSV, [ACTOR_HEADER]: encodeActor(boss) },
        body: latin1,
      }),
    );
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: "csv.encoding" }]);
  });

  it("is text/csv of two megabytes at most", async () => {
    const house = await aHouse(door);
    expect(await send(house, GOOD, "", { "content-type": "text/plain" })).toMatchObject({
      status: 415,
      body: { code: "request.media_type", facts: { expected: "text/csv" } },
    });
    expect((await send(house, GOOD, "", { "content-type": "Text/CSV; charset=utf-8" })).status).toBe(200);
    expect(await send(house, `${HEADER}\n${"x".repeat(2_000_000)}`)).toMatchObject({
      status: 413,
      body: { code: "request.too_large", facts: { limit: 2_000_000 } },
    });
    expect((await send(house, GOOD, "?dryRun=perhaps")).status).toBe(400);
  });

  it("is a manager's to send", async () => {
    const house = await aHouse(door);
    const { who } = await house.home((await house.unit("1A")).id);
    const as_ = (actor: House["boss"]) => send({ ...house, boss: actor }, GOOD);
    expect(await as_(who)).toMatchObject({ status: 403, body: { facts: { permission: "unit.import" } } });
    expect((await as_(person([{ role: "staff", on: house.building.id }]))).status).toBe(403);
    expect((await as_(person())).status).toBe(404);
    expect((await as_(manager(house.building.id))).status).toBe(200);
  });
});
