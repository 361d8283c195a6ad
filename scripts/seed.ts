import * as api from "./api.ts";
import { all, Client, must, Refused } from "./client.ts";
import { BUILDING, ORGANISATION, PASSWORD, PEOPLE, RESOURCES, UNITS_CSV } from "./demo-building.ts";

/**
 * Fills the demo building through the public API alone. Every step first looks whether it was done before, so a second
 * start adds nothing and one that was interrupted goes on.
 */

const base = process.argv[2] ?? "http://localhost:8787";

type Person = (typeof PEOPLE)[keyof typeof PEOPLE];

async function arrive({ email, name, locale }: Person): Promise<Client> {
  const client = new Client(base);
  try {
    await client.signIn(email, PASSWORD);
  } catch (error) {
    if (!(error instanceof Refused) || error.answer.status !== 401) throw error;
    await client.join(email, PASSWORD, name, locale);
  }
  return client;
}

async function organisationOf({ sender }: Client): Promise<string> {
  const { items } = await must(api.listOrganisations({}, sender));
  const known = items.find(({ name }) => name === ORGANISATION.name);
  const wish = { idempotencyKey: "seed-organisation", body: ORGANISATION };
  return (known ?? (await must(api.createOrganisation(wish, sender)))).id;
}

async function appoint(admin: Client, manager: Client, organisation: string): Promise<void> {
  const { email } = PEOPLE.manager;
  const mine = await must(api.listOrganisations({}, manager.sender));
  if (mine.items.some(({ id }) => id === organisation)) return;
  const before = (await manager.letters(email)).length;
  await must(api.createInvitation({ body: { email, role: "manager", on: organisation } }, admin.sender));
  const letter = await manager.letter(email, before, /token=/);
  const token = /token=([\w-]+)/.exec(letter.text)?.[1] ?? "";
  await must(api.acceptInvitation({ body: { token } }, manager.sender));
  await manager.refresh();
}

async function buildingOf({ sender }: Client, organisationId: string): Promise<string> {
  const { items } = await must(api.listBuildings({}, sender));
  const known = items.find(({ name }) => name === BUILDING.name);
  const wish = { idempotencyKey: "seed-building", body: { organisationId, ...BUILDING } };
  return (known ?? (await must(api.createBuilding(wish, sender)))).id;
}

async function furnish({ sender }: Client, building: string): Promise<void> {
  const units = await must(api.listUnits({ id: building, limit: 1 }, sender));
  if (units.items.length === 0) {
    const file = { id: building, idempotencyKey: "seed-units", body: UNITS_CSV };
    await must(api.importUnits(file, { ...sender, headers: { "content-type": "text/csv" } }));
  }
  const { items } = await must(api.listResources({ id: building }, sender));
  for (const resource of RESOURCES) {
    if (items.some(({ name }) => name === resource.name)) continue;
    const wish = { id: building, idempotencyKey: `seed-${resource.type}`, body: resource };
    await must(api.createResource(wish, sender));
  }
}

async function moveIn(manager: Client, resident: Client, building: string, label: string): Promise<void> {
  const homes = await must(api.listMyHomes({}, resident.sender));
  if (homes.items.length > 0) return;
  const unitIds = [await unitNamed(manager, building, label)];
  const { items } = await must(api.createCodes({ id: building, body: { unitIds } }, manager.sender));
  for (const { code } of items) await must(api.submitClaim({ body: { code } }, resident.sender));
}

async function unitNamed({ sender }: Client, building: string, label: string): Promise<string> {
  const units = await all((page) => api.listUnits({ id: building, ...page }, sender));
  const found = units.find((unit) => unit.label === label);
  if (!found) throw new Error(`no unit ${label}`);
  return found.id;
}

const admin = await arrive(PEOPLE.admin);
const manager = await arrive(PEOPLE.manager);
const organisation = await organisationOf(admin);
await appoint(admin, manager, organisation);
const building = await buildingOf(manager, organisation);
await furnish(manager, building);
await moveIn(manager, await arrive(PEOPLE.resident), building, "A-1A");
await moveIn(manager, await arrive(PEOPLE.neighbour), building, "A-2B");

const people = Object.values(PEOPLE).map(({ email, name }) => `    ${email.padEnd(32)} ${name}`);
console.log(`
  Courtyard runs at ${base}

  Open       ${base}/docs            the API, to read and to try
             ${base}/dev/mailbox     every letter it sends, on this machine
  Sign in as (password "${PASSWORD}")
${people.join("\n")}

  Try
    curl -s ${base}/v1/auth/login -H 'content-type: application/json' \\
      -d '{"email":"${PEOPLE.resident.email}","password":"${PASSWORD}","client":"native"}'
`);
