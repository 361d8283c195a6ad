import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hours, toIso } from "#shared/core/time";
import { A_TERRACE, aTerrace, from, inMadrid, NOTHING_SAID } from "#shared/testing/bookings";
import { aBuilding, aResident } from "#shared/testing/projection";
import { anId, as, manager, NOBODY, person } from "#shared/testing/story";

/** Far ahead of every real clock, so that no alarm rings by itself. */
const NOW = inMadrid("2097-06-04T09:00");
const TEN = inMadrid("2097-06-05T10:00");
/** For stories of many requests, on a machine that has others to serve. */
const SLOW = 30_000;
const DAY = "from=2097-06-05&to=2097-06-05";
const door = exports.Door({ props: { caller: "gateway" } });

beforeEach(() => void vi.setSystemTime(NOW));
afterEach(() => void vi.useRealTimers());

async function aHouse(more: Record<string, unknown> = {}) {
  const building = await aBuilding(env.DB);
  const { id } = await aTerrace(door, building, more);
  const who = as(door, await aResident(env.DB, building));
  const runs = as(door, manager(building.id));
  const path = `/v1/resources/${id}`;
  const patch = (body: unknown, version: number) => runs.patch(path, body, { "if-match": `"v${version}"` });
  return { building, path, book: `${path}/bookings`, who, runs, patch };
}

const TERMS = { url: "https://example.com/terms", version: "2027-01" };
const SAID = {
  location: "Seventh floor, by the lift",
  tags: ["sun", "grill"],
  photos: [anId("file"), anId("file")],
  documents: [{ title: "House rules 🎉", fileId: anId("file") }],
  terms: TERMS,
  showsSeats: false,
  accessories: [
    { name: "Chair", stock: 20 },
    { name: "Projector", stock: 1 },
  ],
};

const aDocument = () => ({ title: "Manual", fileId: anId("file") });
const [DOCUMENT_ID, DOCUMENT_TITLE, DOCUMENT_URL] = ["fileId", "title", "url"].map((end) => `/body/documents/0/${end}`);

describe("what a resource says of itself", { timeout: SLOW }, () => {
  it("is nothing, unless it says so, and is changed and cleared field by field [BKG-01]", async () => {
    const { who, path, patch } = await aHouse();
    expect((await who.get(path)).body).toMatchObject(NOTHING_SAID);
    expect(await patch(SAID, 1)).toMatchObject({ status: 200, body: { ...SAID, name: "Roof terrace" } });
    expect((await who.get(path)).body).toMatchObject(SAID);
    const cleared = {
      location: null,
      tags: [],
      photos: [],
      documents: [],
      terms: null,
      showsSeats: true,
      accessories: [],
    };
    expect((await patch({ location: null }, 2)).body).toMatchObject({ ...SAID, location: null });
    expect((await patch(cleared, 3)).body).toMatchObject(NOTHING_SAID);
  });

  it("is shown as it was said, each tag, photo and document once [BKG-01]", async () => {
    const [tags, photos, documents] = [
      [" sun ", "grill", "sun"],
      [...SAID.photos, ...SAID.photos],
      [...SAID.documents, ...SAID.documents],
    ];
    const { who, path } = await aHouse({ ...SAID, tags, photos, documents });
    expect((await who.get(path)).body).toMatchObject({ ...SAID, price: null });
  });

  it.each([
    { what: "a tag too many", said: { tags: Array.from({ length: 21 }, (_, n) => `tag ${n}`) }, at: "/body/tags" },
    { what: "an empty tag", said: { tags: [" "] }, at: "/body/tags/0" },
    { what: "a photo too many", said: { photos: Array.from({ length: 11 }, () => anId("file")) }, at: "/body/photos" },
    { what: "a photo that is no file", said: { photos: [anId("unit")] }, at: "/body/photos/0" },
    { what: "a document too many", said: { documents: Array.from({ length: 11 }, aDocument) }, at: "/body/documents" },
    {
      what: "a document that is no file",
      said: { documents: [{ ...aDocument(), fileId: anId("unit") }] },
      at: DOCUMENT_ID,
    },
    {
      what: "a document without a title",
      said: { documents: [{ ...aDocument(), title: "\u200b " }] },
      at: DOCUMENT_TITLE,
    },
    { what: "a title too long", said: { documents: [{ ...aDocument(), title: "x".repeat(121) }] }, at: DOCUMENT_TITLE },
    {
      what: "a document by its address",
      said: { documents: [{ ...aDocument(), url: "https://a.example/" }] },
      at: DOCUMENT_URL,
    },
    { what: "documents that are none", said: { documents: null }, at: "/body/documents" },
    { what: "terms without a version", said: { terms: { url: TERMS.url } }, at: "/body/terms/version" },
    { what: "terms that are a script", said: { terms: { ...TERMS, url: "javascript:x()" } }, at: "/body/terms/url" },
    { what: "terms with a NUL", said: { terms: { ...TERMS, url: "https://a.example/\0" } }, at: "/body/terms/url" },
    { what: "terms turned round", said: { terms: { ...TERMS, url: "/v1/\u202egpj" } }, at: "/body/terms/url" },
    { what: "terms above /v1/", said: { terms: { ...TERMS, url: "/v1/../x" } }, at: "/body/terms/url" },
    { what: "terms on another host", said: { terms: { ...TERMS, url: "//example.com/v1/" } }, at: "/body/terms/url" },
    {
      what: "an accessory without a number",
      said: { accessories: [{ name: "Chair" }] },
      at: "/body/accessories/0/stock",
    },
    { what: "a price in no money", said: { price: { amount: 5, currency: "XXY" } }, at: "/body/price/currency" },
    { what: "seats shown perhaps", said: { showsSeats: null }, at: "/body/showsSeats" },
  ])("is refused for its shape, made and changed: $what", async ({ said, at }) => {
    const { runs, building, patch } = await aHouse();
    const wrong = { status: 400, body: { code: "request.invalid", errors: [{ path: at }] } };
    expect(await runs.post(`/v1/buildings/${building.id}/resources`, { ...A_TERRACE, ...said })).toMatchObject(wrong);
    expect(await patch(said, 1)).toMatchObject(wrong);
  });

  it.each([
    { code: "resource.price_unsupported", said: { price: { amount: 500, currency: "EUR" } }, facts: undefined },
    {
      code: "resource.accessory_twice",
      said: { accessories: [SAID.accessories[0], SAID.accessories[0]] },
      facts: { name: "Chair" },
    },
  ])("is refused for what it means, made and changed: $code", async ({ code, said, facts }) => {
    const { runs, building, patch } = await aHouse();
    const wrong = { status: 400, body: { code, ...(facts && { facts }) } };
    expect(await runs.post(`/v1/buildings/${building.id}/resources`, { ...A_TERRACE, ...said })).toMatchObject(wrong);
    expect(await patch(said, 1)).toMatchObject(wrong);
  });
});

describe("the resources of a building", { timeout: SLOW }, () => {
  const tag = "日".repeat(40);

  it("are found by type and by tag, page by page, each in its filter only [BKG-01]", async () => {
    const building = await aBuilding(env.DB);
    const path = `/v1/buildings/${building.id}/resources`;
    const said = [
      { name: "A", type: "room", tags: ["quiet", tag] },
      { name: "B", type: "gym", tags: ["quiet"] },
      { name: "C", type: "room", tags: ["quieter"] },
      { name: "D", type: "room", tags: [tag, "quiet"] },
    ];
    for (const [at, one] of said.entries()) {
      vi.setSystemTime(NOW + at);
      await aTerrace(door, building, one);
    }
    await aTerrace(door, await aBuilding(env.DB), { name: "Elsewhere", tags: ["quiet"] });
    const who = as(door, await aResident(env.DB, building));
    const found = async (query: string) => {
      const told = await who.get(`${path}?${query}`);
      expect(told.headers.get("server-timing")).toBe('d1;desc="1 round trips"');
      return told.body.items.map(({ name }: { name: string }) => name).join("");
    };
    expect(await found("tag=quiet")).toBe("ABD");
    expect(await found("tag=%20quiet%20")).toBe("ABD");
    expect(await found("tag=Quiet")).toBe("");
    expect(await found("type=room")).toBe("ACD");
    expect(await found("tag=quiet&type=room")).toBe("AD");
    expect(await found(`tag=${encodeURIComponent('["quiet"]')}`)).toBe("");

    const query = `type=room&tag=${encodeURIComponent(tag)}&limit=1`;
    const { nextCursor } = (await who.get(`${path}?${query}`)).body;
    const second = await who.get(`${path}?${query}&cursor=${nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ name: "D" }], nextCursor: null });
    for (const other of ["", "type=room", `type=gym&tag=${encodeURIComponent(tag)}`, "tag=quiet&type=room"])
      expect(await who.get(`${path}?${other}&cursor=${nextCursor}`)).toMatchObject({
        status: 400,
        body: { code: "request.cursor" },
      });
  });

  it.each(["type=castle", "tag=", `tag=${"x".repeat(41)}`, "colour=red"])("are not asked for by %s", async (query) => {
    const { who, building } = await aHouse();
    expect(await who.get(`/v1/buildings/${building.id}/resources?${query}`)).toMatchObject({
      status: 400,
      body: { code: "request.invalid" },
    });
  });

  it("are shown with their documents to whoever lives there, and to staff [BKG-01]", async () => {
    const { building, who, path } = await aHouse({ ...SAID, tags: ["sun"] });
    const staff = as(door, person([{ role: "staff", on: building.id }]));
    for (const one of [who, staff]) {
      expect((await one.get(path)).body.documents).toEqual(SAID.documents);
      const { items } = (await one.get(`/v1/buildings/${building.id}/resources?tag=sun`)).body;
      expect(items[0].documents).toEqual(SAID.documents);
    }
    expect((await as(door, manager((await aBuilding(env.DB)).id)).get(path)).status).toBe(503);
  });

  it("are nobody's business who does not live there, whatever they are found by", async () => {
    const { building } = await aHouse(SAID);
    expect((await as(door, NOBODY).get(`/v1/buildings/${building.id}/resources?tag=sun`)).status).toBe(404);
  });
});

describe("seats that are not shown", () => {
  it("are free or not to who lives there, and a number to who may change the resource [BKG-06]", async () => {
    const { building, who, runs, book, path, patch } = await aHouse({ capacity: 12, showsSeats: false });
    await who.post(book, from(TEN, 1, { attendees: 5 }));
    await who.post(book, from(TEN + hours(1), 1, { attendees: 12 }));
    const free = async (asking: typeof who) =>
      (await asking.get(`${path}/slots?${DAY}`)).body.items.slice(0, 3).map((slot: { free: number }) => slot.free);
    expect(await free(who)).toEqual([1, 0, 1]);
    expect(await free(as(door, person([{ role: "staff", on: building.id }])))).toEqual([1, 0, 1]);
    expect(await free(runs)).toEqual([7, 0, 12]);
    await patch({ showsSeats: true }, 1);
    expect(await free(who)).toEqual([7, 0, 12]);
  });
});

describe("a resource with terms", { timeout: SLOW }, () => {
  it("is booked by whoever accepts the version that stands, asked and done alike [BKG-16]", async () => {
    const { who, book } = await aHouse({ terms: TERMS });
    const facts = { version: "2027-01", url: TERMS.url };
    for (const accepted of [{}, { termsVersion: null }, { termsVersion: "2026-01" }]) {
      const refused = { code: "booking.terms_not_accepted", facts };
      expect(await who.post(book, from(TEN, 1, accepted))).toMatchObject({ status: 409, body: refused });
      const asked = await who.post(`${book}?dryRun=true`, from(TEN, 1, accepted));
      expect(asked.body).toMatchObject({ wouldBook: false, problem: refused });
    }
    const wish = from(TEN, 1, { termsVersion: "2027-01" });
    expect((await who.post(`${book}?dryRun=true`, wish)).body.wouldBook).toBe(true);
    const told = await who.post(book, wish);
    expect(told).toMatchObject({ status: 201, body: { termsVersion: "2027-01" } });
    expect((await who.post(book, wish)).body.id).toBe(told.body.id);
    expect((await who.get(`/v1/bookings/${told.body.id}`)).body.termsVersion).toBe("2027-01");
  });

  it("keeps with a booking what was accepted then, whatever its terms are later [BKG-16]", async () => {
    const { who, book, patch } = await aHouse({ terms: TERMS });
    const wish = from(TEN, 1, { termsVersion: "2027-01", hold: true });
    const { id } = (await who.post(book, wish)).body;
    await patch({ terms: { ...TERMS, version: "2027-02" } }, 1);
    expect((await who.post(`/v1/bookings/${id}/confirm`)).body.termsVersion).toBe("2027-01");
    expect((await who.post(book, from(TEN + hours(1), 1, { termsVersion: "2027-01" }))).status).toBe(409);
    await patch({ terms: null }, 2);
    const free = await who.post(book, from(TEN + hours(1), 1, { termsVersion: "2027-01" }));
    expect(free).toMatchObject({ status: 201, body: { termsVersion: null } });
  });
});

describe("accessories", () => {
  it("go with a booking, and are refused where there are none, asked and done alike [BKG-15]", async () => {
    const { who, book } = await aHouse({ accessories: SAID.accessories });
    const wish = (name: string, count: number) => from(TEN, 1, { accessories: [{ name, count }] });
    for (const { asked, code, facts } of [
      { asked: wish("Table", 1), code: "booking.accessory_unknown", facts: { name: "Table" } },
      { asked: wish("Chair", 21), code: "booking.accessory_taken", facts: { name: "Chair", stock: 20, left: 20 } },
    ]) {
      expect(await who.post(book, asked)).toMatchObject({ status: 409, body: { code, facts } });
      expect((await who.post(`${book}?dryRun=true`, asked)).body.problem).toMatchObject({ code, facts });
    }
    expect((await who.post(book, wish("Chair", 0))).body.errors).toMatchObject([{ path: "/body/accessories/0/count" }]);
    const told = await who.post(book, wish("Chair", 20));
    expect(told).toMatchObject({ status: 201, body: { accessories: [{ name: "Chair", count: 20 }] } });
    const { body } = await who.get(`/v1/bookings/${told.body.id}`);
    expect(body).toMatchObject({ startAt: toIso(TEN), accessories: [{ name: "Chair", count: 20 }] });
  });
});
