import * as api from "./api.ts";
import { Client, type Fetch, must } from "./client.ts";
import { everyDay, type NewResource, PASSWORD } from "./demo-building.ts";

/** A building as whoever came first has made it: they run it, and each flat has a code. People and flats are numbered from 0. */
export interface Founded {
  readonly manager: Client;
  readonly organisation: string;
  readonly building: string;
  /** The code of each flat. */
  readonly codes: readonly api.NewCode[];
  /** A person with an account and no home yet. */
  readonly arrive: (number: number) => Promise<Client>;
  /** A person who lives in the flat of the same number. */
  readonly moveIn: (number: number) => Promise<Client>;
  /** For one at a time, by the hour and all day, as far as `more` does not say otherwise. */
  readonly terrace: (more?: Partial<NewResource>) => Promise<api.Resource>;
}

export const emailOf = (number: number): string => `resident-${number}@example.com`;

export const PLACE = {
  address: { line1: "1 Main Street", postalCode: "10001", city: "London", country: "GB" },
  timeZone: "UTC",
  currency: "GBP",
  locale: "en",
} as const;

export const TERRACE: NewResource = {
  name: "Terrace",
  type: "terrace",
  slotMinutes: 60,
  openings: everyDay(0, 24),
};

/** Each person has a network address of their own, as at home. */
export const addressOf = (number: number): string => `198.18.${number >> 8}.${number & 255}`;

/**
 * Founds a building through the public API alone, as anybody would, in a system where nobody has been before. `how` is what the
 * people's requests are sent with, the manager's aside.
 */
export async function foundBuilding(url: string, name: string, flats: number, how: Fetch = fetch): Promise<Founded> {
  const manager = new Client(url, { address: addressOf(0) });
  await manager.join("admin@courtyard.example", PASSWORD, "Platform admin");
  const { sender } = manager;
  const { id: organisation } = await must(api.createOrganisation({ body: { name } }, sender));
  const { id: building } = await must(
    api.createBuilding({ body: { organisationId: organisation, name, ...PLACE } }, sender),
  );
  const rows = Array.from({ length: flats }, (_, at) => `A,${Math.floor(at / 10)},A-${at},flat,50`);
  const body = ["entrance,floor,unit,kind,area", ...rows].join("\n");
  await must(api.importUnits({ id: building, body }, { ...sender, headers: { "content-type": "text/csv" } }));
  const codes = await codesOf(manager, building);
  const arrive = async (number: number): Promise<Client> => {
    const person = new Client(url, { address: addressOf(number + 1), fetch: how });
    await person.join(emailOf(number), PASSWORD, `Resident ${number}`);
    return person;
  };
  return {
    manager,
    organisation,
    building,
    codes,
    arrive,
    moveIn: async (number) => {
      const resident = await arrive(number);
      await must(api.submitClaim({ body: { code: codes[number]?.code ?? "" } }, resident.sender));
      return resident;
    },
    terrace: (more = {}) => must(api.createResource({ id: building, body: { ...TERRACE, ...more } }, sender)),
  };
}

/** Invites somebody to run an organisation, who accepts as soon as the letter is there. */
export async function appoint(admin: Client, manager: Client, email: string, organisation: string): Promise<void> {
  await must(api.createInvitation({ body: { email, role: "manager", on: organisation } }, admin.sender));
  const letter = await manager.letter(email, 0, /token=/);
  await manager.join(email, PASSWORD, "Building manager");
  const token = /token=([\w-]+)/.exec(letter.text)?.[1] ?? "";
  await must(api.acceptInvitation({ body: { token } }, manager.sender));
  await manager.refresh();
}

/** A code for each flat: one call makes only so many. */
async function codesOf({ sender }: Client, building: string): Promise<api.NewCode[]> {
  const codes: api.NewCode[] = [];
  let left = 1;
  while (left > 0) {
    const { items, remaining } = await must(api.createCodes({ id: building, body: {} }, sender));
    codes.push(...items);
    left = remaining;
  }
  return codes;
}
