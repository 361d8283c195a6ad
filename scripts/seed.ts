import { Client, Refused } from "./client.ts";
import { BUILDING, ORGANISATION, PASSWORD, PEOPLE, RESOURCES, UNITS_CSV } from "./demo-building.ts";

/**
 * Fills the demo building through the public API alone. Every step first looks whether it was done before, so a second
 * start adds nothing and one that was interrupted goes on.
 */

const base = process.argv[2] ?? "http://localhost:8787";

async function arrive({ email, name, locale }: { email: string; name: string; locale: string }): Promise<Client> {
  const client = new Client(base);
  try {
    await client.signIn(email, PASSWORD);
  } catch (error) {
    if (!(error instanceof Refused) || error.answer.status !== 401) throw error;
    await client.join(email, PASSWORD, name, locale);
  }
  return client;
}

async function organisationOf(admin: Client): Promise<string> {
  const { items } = await admin.get("/v1/organisations");
  const known = items.find(({ name }: { name: string }) => name === ORGANISATION.name);
  return (known ?? (await admin.post("/v1/organisations", ORGANISATION, "seed-organisation"))).id;
}

async function appoint(admin: Client, manager: Client, organisation: string): Promise<void> {
  const mine = await manager.get("/v1/organisations");
  if (mine.items.some(({ id }: { id: string }) => id === organisation)) return;
  const before = (await manager.letters(PEOPLE.manager.email)).length;
  await admin.post("/v1/invitations", { email: PEOPLE.manager.email, role: "manager", on: organisation });
  const letter = await manager.letter(PEOPLE.manager.email, before, /token=/);
  const token = /token=([\w-]+)/.exec(letter.text)?.[1];
  await manager.post("/v1/invitations/accept", { token });
  await manager.refresh();
}

async function buildingOf(manager: Client, organisationId: string): Promise<string> {
  const { items } = await manager.get("/v1/buildings");
  const known = items.find(({ name }: { name: string }) => name === BUILDING.name);
  return (known ?? (await manager.post("/v1/buildings", { organisationId, ...BUILDING }, "seed-building"))).id;
}

async function furnish(manager: Client, building: string): Promise<void> {
  const units = await manager.get(`/v1/buildings/${building}/units?limit=1`);
  if (units.items.length === 0) {
    await manager.do("POST", `/v1/buildings/${building}/imports`, {
      body: UNITS_CSV,
      headers: { "content-type": "text/csv" },
      key: "seed-units",
    });
  }
  const { items } = await manager.get(`/v1/buildings/${building}/resources`);
  for (const resource of RESOURCES) {
    if (items.some(({ name }: { name: string }) => name === resource.name)) continue;
    await manager.post(`/v1/buildings/${building}/resources`, resource, `seed-${resource.type}`);
  }
}

async function moveIn(manager: Client, resident: Client, building: string, label: string): Promise<void> {
  const homes = await resident.get("/v1/me/homes");
  if (homes.items.length > 0) return;
  const unit = await unitNamed(manager, building, label);
  const { items } = await manager.post(`/v1/buildings/${building}/codes`, { unitIds: [unit] });
  await resident.post("/v1/claims", { code: items[0].code });
}

async function unitNamed(manager: Client, building: string, label: string): Promise<string> {
  let cursor: string | null = null;
  do {
    const page: { items: { id: string; label: string }[]; nextCursor: string | null } = await manager.get(
      `/v1/buildings/${building}/units?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    );
    const found = page.items.find((unit) => unit.label === label);
    if (found) return found.id;
    cursor = page.nextCursor;
  } while (cursor);
  throw new Error(`no unit ${label}`);
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
