import * as api from "../../scripts/api.ts";
import { type Client, must } from "../../scripts/client.ts";
import { contracts } from "../../shared/contracts/all.ts";
import type { PublicRoute } from "../../shared/contracts/route.ts";
import { newId } from "../../shared/core/ids.ts";
import { ADDRESS, RESOURCE, slot, type Town } from "./town.ts";
import type { World } from "./world.ts";

const PASSWORD = "courtyard by the sea";

export const ROUTES: readonly PublicRoute[] = Object.values(contracts).flatMap((contract) =>
  Object.values<PublicRoute>(contract),
);

/** One call that succeeds: who makes it, and what takes the place of the path's parameters. */
export interface Example {
  readonly client: Client;
  readonly ids?: Readonly<Record<string, string>>;
  /** The same ids of things that are none of the caller's. */
  readonly foreign?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Prepare = (town: Town, world: World) => Example | Promise<Example>;

const etag = async (call: Promise<{ readonly headers: Headers }>) => ({
  "if-match": (await call).headers.get("etag") ?? "",
});
const building = ({ ours, theirs }: Town) => ({
  client: ours.manager,
  ids: { id: ours.building },
  foreign: { id: theirs.building },
});
const resource = ({ ours, theirs }: Town) => ({
  client: ours.resident,
  ids: { id: ours.resource },
  foreign: { id: theirs.resource },
});
const unit = ({ ours, theirs }: Town) => ({
  client: ours.manager,
  ids: { id: ours.units[0] ?? "" },
  foreign: { id: theirs.units[0] ?? "" },
});
const organisation = ({ ours, theirs }: Town) => ({
  client: ours.manager,
  ids: { id: ours.organisation },
  foreign: { id: theirs.organisation },
});
const mine = ({ ours }: Town) => ({ client: ours.resident });

const bookedBy = async ({ sender }: Client, id: string, body: Parameters<typeof api.createBooking>[0]["body"]) => {
  const answer = await api.createBooking({ id, body }, sender);
  if (answer.status !== 201) throw new Error(`not booked: ${JSON.stringify(answer)}`);
  return answer.data.id;
};
const booked = async ({ ours, theirs }: Town, days: number, more = {}) => {
  const id = await bookedBy(ours.resident, ours.resource, { ...slot(days), ...more });
  return { client: ours.resident, ids: { id }, foreign: { id: theirs.booking } };
};
const GUESTS_A_MONTH = { per: "household", window: "month", most: 8, counts: "guests" } as const;
/** A booking of something for which the house must agree. */
const requested = async ({ ours, theirs }: Town, days: number) => {
  const hall = { id: ours.building, body: { ...RESOURCE, approval: "open" as const } };
  const { id: wanted } = await must(api.createResource(hall, ours.manager.sender));
  const id = await bookedBy(ours.resident, wanted, slot(days));
  return { client: ours.manager, ids: { id }, foreign: { id: theirs.booking } };
};
const recurring = async ({ ours, theirs }: Town, days: number) => {
  const body = { ...slot(days), rule: "FREQ=DAILY;COUNT=2" };
  const make = async ({ resident, resource: id }: Town["ours"]): Promise<string> =>
    (await must(api.createSeries({ id, body }, resident.sender))).id;
  return { client: ours.resident, ids: { id: await make(ours) }, foreign: { id: await make(theirs) } };
};
const closed = async ({ manager, resource: id }: Town["ours"], days: number): Promise<string> =>
  (await must(api.createBlackout({ id, body: { ...slot(days), reason: "Repairs" } }, manager.sender))).blackout.id;
/** Something that a manager made in each of the two houses. */
const inBoth = async ({ ours, theirs }: Town, make: (house: Town["ours"]) => Promise<string>) => ({
  ...{ client: ours.manager, ids: { id: await make(ours) }, foreign: { id: await make(theirs) } },
});
const shared = (town: Town) =>
  inBoth(town, async ({ manager, building: id }) => {
    const body = { name: "Halls", isExclusive: true };
    return (await must(api.createCalendar({ id, body }, manager.sender))).id;
  });
const feast = async (town: Town, days: number) => {
  const body = { date: slot(days).startAt.slice(0, 10), name: "Feast" };
  const make = async ({ manager, building: id }: Town["ours"]): Promise<string> =>
    (await must(api.createHoliday({ id, body }, manager.sender))).id;
  return { ...(await inBoth(town, make)), headers: { "if-match": '"v1"' } };
};
const feedOf = ({ sender }: Client, name: string) => must(api.createCalendarFeed({ body: { name } }, sender));
const claimed = async ({ ours, theirs }: Town, at: number) => {
  const body = { unitId: ours.units[at] ?? "", kind: "household" } as const;
  const { id } = await must(api.submitClaim({ body }, ours.resident.sender));
  return { client: ours.manager, ids: { id }, foreign: { id: theirs.claim } };
};
const inviteStaff = ({ manager }: Town["ours"], email: string, on: string) =>
  must(api.createInvitation({ body: { email, role: "staff", on } }, manager.sender));
const invited = async ({ ours, theirs }: Town, email: string) => {
  const { id } = await inviteStaff(ours, email, ours.building);
  return { client: ours.manager, ids: { id }, foreign: { id: theirs.invitation } };
};
const refreshTokenFor = async ({ sender }: Client) => {
  const body = { email: "resident-ours@example.com", password: PASSWORD, client: "native" } as const;
  return (await must(api.login({ body }, sender))).refreshToken;
};
const codeFor = async ({ manager, building: id, units }: Town["ours"], at: number): Promise<string> => {
  const { items } = await must(api.createCodes({ id, body: { unitIds: [units[at] ?? ""] } }, manager.sender));
  return items[0]?.code ?? "";
};
const newcomer = async (world: World, name: string) => {
  const client = world.client();
  await client.join(`${name}@example.com`, PASSWORD, name);
  return client;
};
const registered = async (world: World, name: string) => {
  const client = world.client();
  const email = `${name}@example.com`;
  await must(api.register({ body: { email, password: PASSWORD, name } }, client.sender));
  return { client, email, code: /\b\d{6}\b/.exec((await client.letter(email)).text)?.[0] };
};

/** A call for every operation of the contract; the walk fails for one that is missing. */
export const EXAMPLES: Readonly<Record<string, Prepare>> = {
  register: (_, world) => ({
    client: world.client(),
    body: { email: "walker@example.com", password: PASSWORD, name: "Walker" },
  }),
  verifyEmail: async (_, world) => {
    const { client, email, code } = await registered(world, "verifier");
    return { client, body: { email, code, client: "native" } };
  },
  login: (_, world) => ({
    client: world.client(),
    body: { email: "resident-ours@example.com", password: PASSWORD, client: "native" },
  }),
  refresh: async (_, world) => {
    const client = world.client();
    return { client, body: { refreshToken: await refreshTokenFor(client), client: "native" } };
  },
  logout: async (_, world) => {
    const client = world.client();
    return { client, body: { refreshToken: await refreshTokenFor(client), client: "native" } };
  },
  getMe: mine,
  updateMe: (town) => ({ ...mine(town), body: { name: "Resident of ours" } }),
  deleteMe: async (_, world) => ({ client: await newcomer(world, "leaver") }),
  listMySessions: mine,
  endMySession: async ({ theirs }, world) => {
    const client = await newcomer(world, "two-devices");
    await world.client().signIn("two-devices@example.com", PASSWORD);
    const { items } = await must(api.listMySessions({}, client.sender));
    const other = items.find(({ current }) => !current);
    return { client, ids: { id: other?.id ?? "" }, foreign: { id: theirs.session } };
  },
  listGrants: ({ ours, theirs }) => ({
    client: ours.manager,
    ids: { id: ours.managerId },
    foreign: { id: theirs.managerId },
  }),
  removeGrant: async ({ ours, theirs }, world) => {
    await inviteStaff(ours, "short-lived@example.com", ours.organisation);
    const letter = await ours.manager.letter("short-lived@example.com", 0, /token=/);
    const client = await newcomer(world, "short-lived");
    const token = /token=([\w-]+)/.exec(letter.text)?.[1] ?? "";
    const grant = await must(api.acceptInvitation({ body: { token } }, client.sender));
    const { id } = await must(api.getMe(client.sender));
    return {
      client: ours.manager,
      ids: { id, grantId: grant.id },
      foreign: { id: theirs.managerId, grantId: theirs.grant },
    };
  },
  createOrganisation: ({ admin }) => ({ client: admin, body: { name: "A third one" } }),
  listOrganisations: ({ ours }) => ({ client: ours.manager }),
  getOrganisation: organisation,
  listMembers: organisation,
  createInvitation: ({ ours }) => ({
    client: ours.manager,
    body: { email: "invited@example.com", role: "staff", on: ours.building },
  }),
  listInvitations: ({ ours }) => ({ client: ours.manager, query: `?organisation=${ours.organisation}` }),
  getInvitation: ({ ours, theirs }) => ({
    client: ours.manager,
    ids: { id: ours.invitation },
    foreign: { id: theirs.invitation },
  }),
  resendInvitation: (town) => invited(town, "resent@example.com"),
  cancelInvitation: (town) => invited(town, "cancelled@example.com"),
  acceptInvitation: async ({ ours }, world) => {
    await inviteStaff(ours, "accepting@example.com", ours.building);
    const letter = await ours.manager.letter("accepting@example.com", 0, /token=/);
    return { client: await newcomer(world, "accepting"), body: { token: /token=([\w-]+)/.exec(letter.text)?.[1] } };
  },
  getKeys: (_, world) => ({ client: world.client() }),

  createBuilding: ({ ours }) => ({
    client: ours.manager,
    body: {
      organisationId: ours.organisation,
      name: "Second",
      address: ADDRESS,
      timeZone: "Europe/Madrid",
      currency: "EUR",
      locale: "es",
    },
  }),
  listBuildings: ({ ours }) => ({ client: ours.manager }),
  getBuilding: ({ ours }) => ({ client: ours.manager, ids: { id: ours.building } }),
  updateBuilding: async (town) => ({
    ...building(town),
    body: { name: "ours" },
    headers: await etag(api.getBuilding({ id: town.ours.building }, town.ours.manager.sender)),
  }),
  createEntrance: (town) => ({ ...building(town), body: { label: "South" } }),
  listEntrances: building,
  createUnit: (town) => ({ ...building(town), body: { label: "Attic" } }),
  listUnits: building,
  getUnit: unit,
  updateUnit: async (town) => ({
    ...unit(town),
    body: { floor: "3" },
    headers: await etag(api.getUnit({ id: town.ours.units[0] ?? "" }, town.ours.manager.sender)),
  }),
  importUnits: (town) => ({ ...building(town), body: "unit,floor\nC1,1\n", headers: { "content-type": "text/csv" } }),
  createCodes: (town) => ({ ...building(town), body: { unitIds: [town.ours.units[1]] } }),
  listCodes: building,
  submitClaim: async ({ ours }, world) => {
    const code = await codeFor(ours, 2);
    return { client: await newcomer(world, "claimant"), body: { code } };
  },
  listMyClaims: mine,
  listBuildingClaims: building,
  getClaim: ({ ours, theirs }) => ({ client: ours.manager, ids: { id: ours.claim }, foreign: { id: theirs.claim } }),
  approveClaim: (town) => claimed(town, 3),
  rejectClaim: async (town) => ({ ...(await claimed(town, 4)), body: { reason: "We do not know you" } }),
  listMyHomes: mine,
  listBuildingResidents: building,
  listUnitResidents: unit,
  endResidence: async ({ ours, theirs }, world) => {
    const code = await codeFor(ours, 5);
    const client = await newcomer(world, "mover");
    await must(api.submitClaim({ body: { code } }, client.sender));
    const { items } = await must(api.listMyHomes({}, client.sender));
    return {
      client: ours.manager,
      ids: { id: items[0]?.residenceId ?? "" },
      foreign: { id: theirs.residence },
      body: {},
    };
  },

  createResource: (town) => ({
    ...building(town),
    body: { ...RESOURCE, name: "Gym", type: "gym", capacity: 12, maxGuests: 2, quotas: [GUESTS_A_MONTH] },
  }),
  listResources: building,
  getResource: resource,
  updateResource: async ({ ours, theirs }) => ({
    client: ours.manager,
    ids: { id: ours.resource },
    foreign: { id: theirs.resource },
    body: {
      description: "With a view",
      ...{ checkInBy: "position" as const, position: { latitude: 40.4168, longitude: -3.7038, radiusMeters: 50 } },
    },
    headers: await etag(api.getResource({ id: ours.resource }, ours.manager.sender)),
  }),
  listSlots: (town) => ({
    ...resource(town),
    query: `?from=${slot(3).startAt.slice(0, 10)}&to=${slot(9).startAt.slice(0, 10)}`,
  }),
  createBooking: (town) => ({ ...resource(town), body: { ...slot(12), guests: 1, invitees: [] } }),
  getBooking: ({ ours, theirs }) => ({
    client: ours.resident,
    ids: { id: ours.booking },
    foreign: { id: theirs.booking },
  }),
  listMyBookings: mine,
  listBuildingBookings: building,
  confirmBooking: (town) => booked(town, 13, { hold: true }),
  cancelBooking: async (town) => ({ ...(await booked(town, 14)), body: { reason: "Rain" } }),
  moveBooking: async (town) => ({ ...(await booked(town, 15)), body: { ...slot(16), guests: 1, invitees: [] } }),
  approveBooking: (town) => requested(town, 17),
  rejectBooking: async (town) => ({ ...(await requested(town, 18)), body: { reason: "Not on a Sunday" } }),
  createCalendar: (town) => ({ ...building(town), body: { name: "Halls", isExclusive: true } }),
  listCalendars: building,
  getCalendar: shared,
  updateCalendar: async (town) => {
    const example = await shared(town);
    const headers = await etag(api.getCalendar(example.ids, example.client.sender));
    return { ...example, body: { quotas: [{ per: "household", window: "week", most: 3 }, GUESTS_A_MONTH] }, headers };
  },
  removeCalendar: async (town) => {
    const example = await shared(town);
    return { ...example, headers: await etag(api.getCalendar(example.ids, example.client.sender)) };
  },
  questionBooking: async (town) => ({ ...(await requested(town, 38)), body: { question: "How many of you?" } }),
  answerBooking: async (town) => {
    const { client, ids, foreign } = await requested(town, 39);
    await must(api.questionBooking({ id: ids.id, body: { question: "How many of you?" } }, client.sender));
    return { client: town.ours.resident, ids, foreign, body: { answer: "Four" } };
  },
  checkCalendar: ({ ours, theirs }) => ({
    client: ours.manager,
    ids: { id: ours.resource },
    foreign: { id: theirs.resource },
  }),
  rebuildCalendar: ({ ours, theirs }) => ({
    client: ours.manager,
    ids: { id: ours.resource },
    foreign: { id: theirs.resource },
  }),
  createSeries: (town) => ({
    ...resource(town),
    body: { ...slot(21), rule: "FREQ=DAILY;COUNT=2", guests: 1, invitees: [] },
  }),
  getSeries: (town) => recurring(town, 24),
  cancelSeries: async (town) => ({ ...(await recurring(town, 27)), body: { scope: "following", position: 2 } }),
  moveSeries: async (town) => ({
    ...(await recurring(town, 35)),
    body: { scope: "following", position: 2, date: slot(37).startAt.slice(0, 10), guests: 1 },
  }),
  createBlackout: ({ ours, theirs }) => ({
    client: ours.manager,
    ids: { id: ours.resource },
    foreign: { id: theirs.resource },
    body: { ...slot(19), reason: "Repairs" },
  }),
  listBlackouts: resource,
  removeBlackout: (town) => inBoth(town, (house) => closed(house, 20)),
  createHoliday: (town) => ({ ...building(town), body: { date: slot(40).startAt.slice(0, 10), name: "Feast" } }),
  listHolidays: building,
  getHoliday: (town) => feast(town, 41),
  updateHoliday: async (town) => ({ ...(await feast(town, 42)), body: { name: "Fair" } }),
  removeHoliday: (town) => feast(town, 43),
  createCalendarFeed: (town) => ({ ...mine(town), body: { name: "My bookings" } }),
  createResourceCalendarFeed: ({ ours, theirs }) => ({
    client: ours.manager,
    ids: { id: ours.resource },
    foreign: { id: theirs.resource },
    body: { name: "Terrace" },
  }),
  listResourceCalendarFeeds: ({ ours, theirs }) => ({
    client: ours.manager,
    ids: { id: ours.resource },
    foreign: { id: theirs.resource },
  }),
  listMyCalendarFeeds: mine,
  endCalendarFeed: async ({ ours, theirs }) => ({
    client: ours.resident,
    ids: { id: (await feedOf(ours.resident, "Short-lived")).id },
    foreign: { id: (await feedOf(theirs.resident, "Theirs")).id },
  }),
  readCalendarFeed: async ({ ours }, world) => {
    const { url } = await feedOf(ours.resident, "Phone");
    return { client: world.client(), ids: { file: new URL(url).pathname.replace("/v1/feeds/", "") } };
  },
  showUtilisation: ({ ours, theirs }) => ({
    client: ours.manager,
    ids: { id: ours.resource },
    foreign: { id: theirs.resource },
    query: `?from=${slot(3).startAt.slice(0, 10)}&to=${slot(9).startAt.slice(0, 10)}`,
  }),

  listNotifications: mine,
  countNotifications: mine,
  readNotification: ({ ours, theirs }) => ({
    client: ours.resident,
    ids: { id: ours.notification },
    foreign: { id: theirs.notification },
  }),
  readAllNotifications: (town) => ({ ...mine(town), body: { until: new Date().toISOString() } }),
  listDeliveries: ({ ours }) => ({ client: ours.manager, query: `?building=${ours.building}` }),

  showHome: mine,
  checkHealth: (_, world) => ({ client: world.client() }),
  checkReadiness: (_, world) => ({ client: world.client() }),
  showCatalogue: (_, world) => ({ client: world.client() }),
  listAudit: ({ ours }) => ({ client: ours.manager, query: `?building=${ours.building}` }),
  listDeadLetters: ({ admin }) => ({ client: admin }),
  startReplay: ({ admin, ours }) => ({ client: admin, body: { listener: "bookings", buildingId: ours.building } }),
  listReplays: ({ admin }) => ({ client: admin }),
  getReplay: async ({ admin }) => {
    const { id } = await must(api.startReplay({ body: { listener: "bookings" } }, admin.sender));
    await must(api.cancelReplay({ id }, admin.sender));
    return { client: admin, ids: { id }, foreign: { id: newId("replay", 1) } };
  },
};

/** What cannot be made to succeed from outside within a test, and where it is shown instead. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  checkInBooking: "needs a booking that begins within minutes: workers/bookings, with the clock set",
  checkOutBooking: "needs a booking that begins within minutes: workers/bookings, with the clock set",
  excuseBooking: "needs a booking that was missed: workers/bookings, with the clock set",
  cancelReplay: "needs the one replay that a listener may hear at a time: workers/events",
  retryDeadLetter: "needs a letter that failed fifty times: workers/events",
};

export const fill = (path: string, ids: Readonly<Record<string, string>> = {}): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? `{${name}}`);
