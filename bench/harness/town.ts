import { Client, type Json } from "../../scripts/client.ts";

const PASSWORD = "courtyard by the sea";
const AT_ONCE = 8;

export interface Town {
  readonly manager: Client;
  readonly building: string;
  /** That many residents, each with a home of their own; who is there already is not made again. */
  readonly residents: (count: number) => Promise<readonly Client[]>;
  readonly resource: (more?: Readonly<Record<string, unknown>>) => Promise<{ id: string; calendarId: string }>;
}

const ALL_DAY = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, until: 1440 }));
/** A network address for each person, so that none counts as another. */
const addressOf = (number: number): string => `198.51.${Math.floor(number / 250)}.${(number % 250) + 1}`;

/** One building, made through the public API as anybody would. */
export async function settle(url: string, homes: number): Promise<Town> {
  const manager = new Client(url, { address: addressOf(0) });
  await manager.join("admin@courtyard.example", PASSWORD, "Platform admin");
  const organisation = await manager.post("/v1/organisations", { name: "The bench" });
  const building = await manager.post("/v1/buildings", {
    organisationId: organisation.id,
    name: "The tower",
    address: { line1: "1 Tower Street", postalCode: "10001", city: "London", country: "GB" },
    timeZone: "UTC",
    currency: "GBP",
    locale: "en",
  });
  const rows = Array.from({ length: homes }, (_, at) => `A,${Math.floor(at / 10)},A-${at},flat,50`);
  await manager.do("POST", `/v1/buildings/${building.id}/imports`, {
    body: ["entrance,floor,unit,kind,area", ...rows].join("\n"),
    headers: { "content-type": "text/csv" },
  });
  const codes: Json = await manager.post(`/v1/buildings/${building.id}/codes`, {});
  const living: Client[] = [];

  const moveIn = async (number: number): Promise<void> => {
    const resident = new Client(url, { address: addressOf(number + 1) });
    await resident.join(`resident-${number}@example.com`, PASSWORD, `Resident ${number}`);
    await resident.post("/v1/claims", { code: codes.items[number].code });
    living[number] = resident;
  };

  return {
    manager,
    building: building.id,
    residents: async (count) => {
      for (let from = living.length; from < count; from += AT_ONCE)
        await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => moveIn(from + at)));
      return living.slice(0, count);
    },
    resource: (more = {}) =>
      manager.post(`/v1/buildings/${building.id}/resources`, {
        name: "Terrace",
        type: "terrace",
        slotMinutes: 60,
        openings: ALL_DAY,
        ...more,
      }),
  };
}
