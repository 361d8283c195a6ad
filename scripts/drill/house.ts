import { Client, type Json } from "../client.ts";

const PASSWORD = "courtyard by the sea";
const PATIENCE = 30_000;
const PAUSE = 250;
const HOUR = 3_600_000;
/** Tomorrow at the next whole hour, the same however long the drill takes. */
const FIRST_HOUR = Math.ceil((Date.now() + 24 * HOUR) / HOUR) * HOUR;
const ALL_DAY = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, until: 1440 }));

export interface House {
  readonly building: string;
  readonly terrace: string;
  readonly manager: Client;
  readonly resident: Client;
  readonly neighbour: Client;
  /** Has an account and no home yet. */
  readonly newcomer: Client;
  readonly codeOfNewcomer: string;
}

/** A building with one terrace for one, two residents and somebody with a code for the third flat. */
export async function buildHouse(url: string): Promise<House> {
  const manager = new Client(url, { address: "198.51.100.1" });
  await manager.join("admin@courtyard.example", PASSWORD, "Platform admin");
  const organisation = await manager.post("/v1/organisations", { name: "The house" });
  const { id: building } = await manager.post("/v1/buildings", {
    organisationId: organisation.id,
    name: "The house",
    address: { line1: "1 House Street", postalCode: "10001", city: "London", country: "GB" },
    timeZone: "UTC",
    currency: "GBP",
    locale: "en",
  });
  await manager.do("POST", `/v1/buildings/${building}/imports`, {
    body: "entrance,floor,unit,kind,area\nA,1,1A,flat,50\nA,2,2A,flat,50\nA,3,3A,flat,50",
    headers: { "content-type": "text/csv" },
  });
  const codes = await manager.post(`/v1/buildings/${building}/codes`, {});
  const terrace = await manager.post(`/v1/buildings/${building}/resources`, {
    name: "Terrace",
    type: "terrace",
    slotMinutes: 60,
    openings: ALL_DAY,
  });
  const [resident, neighbour, newcomer] = await Promise.all(
    ["resident", "neighbour", "newcomer"].map(async (name, at) => {
      const client = new Client(url, { address: `198.51.100.${at + 2}` });
      await client.join(`${name}@example.com`, PASSWORD, name);
      return client;
    }),
  );
  if (!resident || !neighbour || !newcomer) throw new Error("three people make a house");
  await resident.post("/v1/claims", { code: codes.items[0].code });
  await neighbour.post("/v1/claims", { code: codes.items[1].code });
  return { building, terrace: terrace.id, manager, resident, neighbour, newcomer, codeOfNewcomer: codes.items[2].code };
}

/** The nth whole hour from tomorrow on. */
export function hourOf(number: number): { startAt: string; endAt: string } {
  const startAt = FIRST_HOUR + number * HOUR;
  return { startAt: new Date(startAt).toISOString(), endAt: new Date(startAt + HOUR).toISOString() };
}

/** What a person's inbox says of a booking, each message by its type. */
export async function toldOf(client: Client, bookingId: string): Promise<string[]> {
  const { items } = await client.get("/v1/me/notifications?limit=100");
  return items.filter(({ subject }: Json) => subject === bookingId).map(({ type }: Json) => type);
}

/** Looks until something is so. */
export async function eventually(what: string, look: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + PATIENCE;
  while (!(await look())) {
    if (Date.now() > until) throw new Error(`${what}: not within ${PATIENCE} ms`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
