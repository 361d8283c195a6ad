import * as api from "../../scripts/api.ts";
import { type Client, must } from "../../scripts/client.ts";
import type { NewResource } from "../../scripts/demo-building.ts";
import { appoint } from "../../scripts/found-building.ts";
import type { World } from "./world.ts";

const PASSWORD = "courtyard by the sea";
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 480, until: 1200 }));
const UNITS = 12;
const DEPUTIES = 4;
const DAY = 86_400_000;

export const RESOURCE: NewResource = { name: "Terrace", type: "terrace", slotMinutes: 60, openings: EVERY_DAY };
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
  const { id: organisation } = await must(api.createOrganisation({ body: { name } }, admin.sender));
  const manager = await appointed(world, admin, organisation, `manager-${name}@example.com`);
  const { sender } = manager;
  const facts = { address: ADDRESS, timeZone: "Europe/Madrid", currency: "EUR", locale: "es" };
  const house = { organisationId: organisation, name, ...facts };
  const { id: building } = await must(api.createBuilding({ body: house }, sender));
  const { id: entrance } = await must(api.createEntrance({ id: building, body: { label: "North" } }, sender));
  const units: string[] = [];
  for (let at = 0; at < UNITS; at += 1)
    units.push((await must(api.createUnit({ id: building, body: { label: `${at}A` } }, sender))).id);
  const [home = "", wished = "", ...free] = units;

  const resident = world.client();
  await resident.join(`resident-${name}@example.com`, PASSWORD, `Resident of ${name}`);
  const codes = await must(api.createCodes({ id: building, body: { unitIds: [home] } }, sender));
  await must(api.submitClaim({ body: { code: codes.items[0]?.code ?? "" } }, resident.sender));
  const another = { unitId: wished, kind: "household" } as const;
  const claim = await must(api.submitClaim({ body: another }, resident.sender));
  const { id: resource } = await must(api.createResource({ id: building, body: RESOURCE }, sender));
  const booking = await api.createBooking({ id: resource, body: slot(10) }, resident.sender);
  if (booking.status !== 201) throw new Error(`not booked: ${JSON.stringify(booking)}`);
  const staff = { email: `staff-${name}@example.com`, role: "staff", on: building } as const;
  const invitation = await must(api.createInvitation({ body: staff }, sender));
  const me = await must(api.getMe(sender));
  const deputies: Client[] = [];
  for (let at = 0; at < DEPUTIES; at += 1)
    deputies.push(await appointed(world, admin, organisation, `deputy-${at}-${name}@example.com`));
  return {
    organisation,
    building,
    manager,
    deputies,
    managerId: me.id,
    grant: firstOf(me.grants).id,
    resident,
    residentId: (await must(api.getMe(resident.sender))).id,
    residence: firstOf((await must(api.listMyHomes({}, resident.sender))).items).residenceId,
    units: free,
    entrance,
    resource,
    booking: booking.data.id,
    claim: claim.id,
    invitation: invitation.id,
    notification: await firstNotification(resident),
    session: firstOf((await must(api.listMySessions({}, resident.sender))).items).id,
  };
}

function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error("none");
  return first;
}

async function appointed(world: World, admin: Client, organisation: string, email: string): Promise<Client> {
  const manager = world.client();
  await appoint(admin, manager, email, organisation);
  return manager;
}

async function firstNotification({ sender }: Client): Promise<string> {
  for (;;) {
    const { items } = await must(api.listNotifications({}, sender));
    if (items[0]) return items[0].id;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The hour from 11:00 UTC, so many days ahead: within the opening hours of every day. */
export function slot(days: number): { startAt: string; endAt: string } {
  const noon = Math.floor(Date.now() / DAY) * DAY + days * DAY + 11 * 3_600_000;
  return { startAt: new Date(noon).toISOString(), endAt: new Date(noon + 3_600_000).toISOString() };
}
