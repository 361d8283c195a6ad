import type { Client, Json } from "../../scripts/client.ts";
import type { World } from "./world.ts";

const PASSWORD = "courtyard by the sea";
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 480, until: 1200 }));
const UNITS = 12;
const DEPUTIES = 4;
const DAY = 86_400_000;

export const RESOURCE = { name: "Terrace", type: "terrace", slotMinutes: 60, openings: EVERY_DAY };
export const ADDRESS = { line1: "1 Main Street", postalCode: "10001", city: "Madrid", country: "ES" };

/** One side of the town: an organisation with its manager, a building, and somebody who lives there. */
export interface Quarter {
  readonly organisation: string;
  readonly building: string;
  readonly manager: Client;
  /** More managers of the organisation: a person may only make so many calls a minute. */
  readonly deputies: readonly Client[];
  readonly managerId: string;
  readonly grant: string;
  readonly resident: Client;
  readonly residentId: string;
  readonly residence: string;
  /** Free units, none of them claimed. */
  readonly units: readonly string[];
  readonly entrance: string;
  readonly resource: string;
  readonly booking: string;
  /** Pending: the resident asks for another unit. */
  readonly claim: string;
  readonly invitation: string;
  readonly notification: string;
  readonly session: string;
}

export interface Town {
  readonly admin: Client;
  /** Verified, and at home nowhere. */
  readonly stranger: Client;
  readonly ours: Quarter;
  readonly theirs: Quarter;
}

/** Two buildings that have nothing to do with each other, made through the API. */
export async function aTown(world: World): Promise<Town> {
  await world.tick();
  const admin = world.client();
  await admin.join("admin@courtyard.example", PASSWORD, "Platform admin");
  const stranger = world.client();
  await stranger.join("stranger@example.com", PASSWORD, "Somebody passing");
  return {
    admin,
    stranger,
    ours: await aQuarter(world, admin, "ours"),
    theirs: await aQuarter(world, admin, "theirs"),
  };
}

async function aQuarter(world: World, admin: Client, name: string): Promise<Quarter> {
  const { id: organisation } = await admin.post("/v1/organisations", { name });
  const manager = await appointed(world, admin, organisation, `manager-${name}@example.com`);
  const { id: building } = await manager.post("/v1/buildings", {
    organisationId: organisation,
    name,
    address: ADDRESS,
    timeZone: "Europe/Madrid",
    currency: "EUR",
    locale: "es",
  });
  const { id: entrance } = await manager.post(`/v1/buildings/${building}/entrances`, { label: "North" });
  const units: string[] = [];
  for (let at = 0; at < UNITS; at += 1)
    units.push((await manager.post(`/v1/buildings/${building}/units`, { label: `${at}A` })).id);
  const [home = "", wished = "", ...free] = units;

  const resident = world.client();
  await resident.join(`resident-${name}@example.com`, PASSWORD, `Resident of ${name}`);
  const codes = await manager.post(`/v1/buildings/${building}/codes`, { unitIds: [home] });
  await resident.post("/v1/claims", { code: codes.items[0].code });
  const claim = await resident.post("/v1/claims", { unitId: wished, kind: "household" });
  const { id: resource } = await manager.post(`/v1/buildings/${building}/resources`, RESOURCE);
  const booking = await resident.post(`/v1/resources/${resource}/bookings`, slot(10));
  const invitation = await manager.post("/v1/invitations", {
    email: `staff-${name}@example.com`,
    role: "staff",
    on: building,
  });
  const me = await manager.get("/v1/me");
  const deputies: Client[] = [];
  for (let at = 0; at < DEPUTIES; at += 1)
    deputies.push(await appointed(world, admin, organisation, `deputy-${at}-${name}@example.com`));
  return {
    organisation,
    building,
    manager,
    deputies,
    managerId: me.id,
    grant: me.grants[0].id,
    resident,
    residentId: (await resident.get("/v1/me")).id,
    residence: (await resident.get("/v1/me/homes")).items[0].residenceId,
    units: free,
    entrance,
    resource,
    booking: booking.id,
    claim: claim.id,
    invitation: invitation.id,
    notification: await firstNotification(resident),
    session: (await resident.get("/v1/me/sessions")).items[0].id,
  };
}

async function appointed(world: World, admin: Client, organisation: string, email: string): Promise<Client> {
  await admin.post("/v1/invitations", { email, role: "manager", on: organisation });
  const manager = world.client();
  const invitation = await manager.letter(email, 0, /token=/);
  await manager.join(email, PASSWORD, "Building manager");
  await manager.post("/v1/invitations/accept", { token: /token=([\w-]+)/.exec(invitation.text)?.[1] });
  await manager.refresh();
  return manager;
}

async function firstNotification(resident: Client): Promise<string> {
  for (;;) {
    const { items }: Json = await resident.get("/v1/me/notifications");
    if (items[0]) return items[0].id;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The hour from 11:00 UTC, so many days ahead: within the opening hours of every day. */
export function slot(days: number): { startAt: string; endAt: string } {
  const noon = Math.floor(Date.now() / DAY) * DAY + days * DAY + 11 * 3_600_000;
  return { startAt: new Date(noon).toISOString(), endAt: new Date(noon + 3_600_000).toISOString() };
}
