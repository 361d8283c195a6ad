import { Client } from "./client.ts";
import { everyDay, PASSWORD } from "./demo-building.ts";

/** A building as whoever came first has made it: they run it, and each flat has a code. People and flats are numbered from 0. */
export interface Founded {
  readonly manager: Client;
  readonly building: string;
  readonly codes: readonly string[];
  /** A person with an account and no home yet. */
  readonly arrive: (number: number) => Promise<Client>;
  /** A person who lives in the flat of the same number. */
  readonly moveIn: (number: number) => Promise<Client>;
  /** For one at a time, by the hour and all day, as far as `more` does not say otherwise. */
  readonly terrace: (more?: Readonly<Record<string, unknown>>) => Promise<{ id: string; calendarId: string }>;
}

export const emailOf = (number: number): string => `resident-${number}@example.com`;

/** Each person has a network address of their own, as at home. */
const addressOf = (number: number): string => `198.18.${number >> 8}.${number & 255}`;

/** Founds a building through the public API alone, as anybody would, in a system where nobody has been before. */
export async function foundBuilding(url: string, name: string, flats: number): Promise<Founded> {
  const manager = new Client(url, { address: addressOf(0) });
  await manager.join("admin@courtyard.example", PASSWORD, "Platform admin");
  const organisation = await manager.post("/v1/organisations", { name });
  const { id: building } = await manager.post<{ id: string }>("/v1/buildings", {
    organisationId: organisation.id,
    name,
    address: { line1: "1 Main Street", postalCode: "10001", city: "London", country: "GB" },
    timeZone: "UTC",
    currency: "GBP",
    locale: "en",
  });
  const rows = Array.from({ length: flats }, (_, at) => `A,${Math.floor(at / 10)},A-${at},flat,50`);
  await manager.do("POST", `/v1/buildings/${building}/imports`, {
    body: ["entrance,floor,unit,kind,area", ...rows].join("\n"),
    headers: { "content-type": "text/csv" },
  });
  const codes = await codesOf(manager, building);
  const arrive = async (number: number): Promise<Client> => {
    const person = new Client(url, { address: addressOf(number + 1) });
    await person.join(emailOf(number), PASSWORD, `Resident ${number}`);
    return person;
  };
  return {
    manager,
    building,
    codes,
    arrive,
    moveIn: async (number) => {
      const resident = await arrive(number);
      await resident.post("/v1/claims", { code: codes[number] });
      return resident;
    },
    terrace: (more = {}) =>
      manager.post(`/v1/buildings/${building}/resources`, {
        name: "Terrace",
        type: "terrace",
        slotMinutes: 60,
        openings: everyDay(0, 24),
        ...more,
      }),
  };
}

/** A code for each flat: one call makes only so many. */
async function codesOf(manager: Client, building: string): Promise<string[]> {
  const codes: string[] = [];
  let left = 1;
  while (left > 0) {
    const { items, remaining } = await manager.post<{ items: { code: string }[]; remaining: number }>(
      `/v1/buildings/${building}/codes`,
      {},
    );
    codes.push(...items.map(({ code }) => code));
    left = remaining;
  }
  return codes;
}
