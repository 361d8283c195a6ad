import type { Write } from "../../tests/survival/history.ts";
import { Client, type Json } from "../client.ts";

export const PASSWORD = "courtyard by the sea";
/** How many move in at a time. */
const AT_ONCE = 4;
const TERRACES = 8;
const ALL_DAY = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, until: 1440 }));

export interface Person {
  readonly email: string;
  readonly client: Client;
  readonly writes: Write[];
}

export interface Town {
  readonly building: string;
  readonly terraces: readonly string[];
  readonly manager: Client;
  readonly people: readonly Person[];
}

/** Each person has a network address of their own, as at home. */
const addressOf = (number: number): string => `198.18.${number >> 8}.${number & 255}`;

/** A building with a flat for everybody, and everybody living in it. */
export async function settle(url: string, count: number, say: (text: string) => void): Promise<Town> {
  const manager = new Client(url, { address: addressOf(0) });
  await manager.join("admin@courtyard.example", PASSWORD, "Platform admin");
  const organisation = await manager.post("/v1/organisations", { name: "The town" });
  const { id: building } = await manager.post("/v1/buildings", {
    organisationId: organisation.id,
    name: "The town",
    address: { line1: "1 Town Street", postalCode: "10001", city: "London", country: "GB" },
    timeZone: "UTC",
    currency: "GBP",
    locale: "en",
  });
  const flats = Array.from({ length: count }, (_, at) => `A,${Math.floor(at / 10)},${at + 1},flat,50`);
  await manager.do("POST", `/v1/buildings/${building}/imports`, {
    body: ["entrance,floor,unit,kind,area", ...flats].join("\n"),
    headers: { "content-type": "text/csv" },
  });
  const terraces: string[] = [];
  for (let at = 0; at < TERRACES; at += 1) {
    const terrace = { name: `Terrace ${at}`, type: "terrace", slotMinutes: 60, openings: ALL_DAY };
    terraces.push((await manager.post(`/v1/buildings/${building}/resources`, terrace)).id);
  }
  const units = await listAll(manager, `/v1/buildings/${building}/units`);
  const people: Person[] = [];
  const moveIn = async () => {
    for (let unit = units.pop(); unit; unit = units.pop()) {
      const number = people.length + 1;
      const person = {
        email: `person-${number}@example.com`,
        client: new Client(url, { address: addressOf(number) }),
        writes: [],
      };
      people.push(person);
      await person.client.join(person.email, PASSWORD, `Person ${number}`);
      const codes = await manager.post(`/v1/buildings/${building}/codes`, { unitIds: [unit.id] });
      await person.client.post("/v1/claims", { code: codes.items[0].code });
      if (people.length % 50 === 0) say(`${people.length} people have moved in`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, moveIn));
  return { building, terraces, manager, people };
}

/** Every page of a list. */
export async function listAll(client: Client, path: string): Promise<Json[]> {
  const items: Json[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const page: Json = await client.get(`${path}${path.includes("?") ? "&" : "?"}limit=100${more}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}
