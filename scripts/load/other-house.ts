import * as api from "../api.ts";
import { Client, must } from "../client.ts";
import { PASSWORD } from "../demo-building.ts";
import { addressOf, PLACE, TERRACE } from "../found-building.ts";
import { statusOf } from "./living.ts";
import type { Watch } from "./watch.ts";

/** Stands in every text of the other house that somebody wrote, but for the name and address, which anybody may know. */
export const CANARY = "zzcanaryzz";
const EMAIL = `${CANARY}@example.com`;
/** No address of the town's people, who are numbered from below. */
const ADDRESS = addressOf(65_000);
/** Not theirs to see; seen, and not theirs to do; asked too often. */
const REFUSALS: readonly number[] = [404, 403, 429];
const PATIENCE = 60_000;
const PAUSE = 250;
const DAY = 86_400_000;

type Ask = (sender: Client["sender"]) => Promise<{ readonly status: number }>;

/** A house next door, in which nobody of the town lives. */
export interface OtherHouse {
  /** What can be asked of it by its ids: granted to one of those whose it is, and refused to everybody of the town. */
  readonly asks: Readonly<Record<string, Ask>>;
  readonly dweller: Client;
  readonly admin: Client;
}

/** Lets somebody live in a house with an organisation of its own, and writes the canary wherever one can write. */
export async function buildOtherHouse(url: string, admin: Client, watch: Watch): Promise<OtherHouse> {
  watch.keepSecret(CANARY);
  const { sender } = admin;
  const { id: organisation } = await must(api.createOrganisation({ body: { name: `${CANARY} homes` } }, sender));
  const house = { organisationId: organisation, name: "The other house", ...PLACE };
  const { id: building } = await must(api.createBuilding({ body: house }, sender));
  await must(api.createEntrance({ id: building, body: { label: `${CANARY} gate` } }, sender));
  const unit = await must(api.createUnit({ id: building, body: { label: `${CANARY} 1` } }, sender));
  const wished = await must(api.createUnit({ id: building, body: { label: `${CANARY} 2` } }, sender));
  const codes = await must(api.createCodes({ id: building, body: { unitIds: [unit.id] } }, sender));

  const dweller = new Client(url, { address: ADDRESS });
  await dweller.join(EMAIL, PASSWORD, `${CANARY} dweller`);
  await must(api.submitClaim({ body: { code: codes.items[0]?.code ?? "" } }, dweller.sender));
  const request = { unitId: wished.id, kind: "tenant", message: `${CANARY} please` } as const;
  const claim = await must(api.submitClaim({ body: request }, dweller.sender));
  const me = await must(api.getMe(dweller.sender));
  const [home] = (await must(api.listMyHomes({}, dweller.sender))).items;
  const [session] = (await must(api.listMySessions({}, dweller.sender))).items;

  const text = { name: `${CANARY} hall`, description: `${CANARY} with a view`, location: CANARY, tags: [CANARY] };
  const hall = await must(api.createResource({ id: building, body: { ...TERRACE, ...text } }, sender));
  const calendar = await must(
    api.createCalendar({ id: building, body: { name: `${CANARY} rooms`, isExclusive: true } }, sender),
  );
  const book = async (days: number): Promise<api.Booking> => {
    const made = await api.createBooking({ id: hall.id, body: hourIn(days) }, dweller.sender);
    if (made.status !== 201) throw new Error(`not booked: ${JSON.stringify(made.data)}`);
    return made.data;
  };
  const booking = await book(2);
  const called = await book(3);
  await must(api.cancelBooking({ id: called.id, body: { reason: `${CANARY} rain` } }, dweller.sender));
  const rule = { ...hourIn(4), rule: "FREQ=DAILY;COUNT=2" };
  const series = await must(api.createSeries({ id: hall.id, body: rule }, dweller.sender));
  await must(api.createBlackout({ id: hall.id, body: { ...hourIn(7), reason: `${CANARY} repairs` } }, sender));
  const feed = await must(api.createCalendarFeed({ body: { name: `${CANARY} phone` } }, dweller.sender));
  const invitation = { email: `staff-${EMAIL}`, role: "staff", on: building } as const;
  const invited = await must(api.createInvitation({ body: invitation }, sender));
  const notification = await firstNotification(dweller);

  const ids = [
    organisation,
    building,
    unit.id,
    wished.id,
    claim.id,
    me.id,
    hall.id,
    calendar.id,
    booking.id,
    called.id,
  ];
  watch.keepSecret(...ids, series.id, feed.id, invited.id, notification, home?.residenceId ?? "-", session?.id ?? "-");
  const id = building;
  const days = { $from: booking.startAt.slice(0, 10), to: booking.startAt.slice(0, 10) };
  const asks: OtherHouse["asks"] = {
    "list its entrances": (who) => api.listEntrances({ id }, who),
    "list its units": (who) => api.listUnits({ id }, who),
    "list its codes": (who) => api.listCodes({ id }, who),
    "list its claims": (who) => api.listBuildingClaims({ id }, who),
    "list its residents": (who) => api.listBuildingResidents({ id }, who),
    "list its resources": (who) => api.listResources({ id }, who),
    "list its calendars": (who) => api.listCalendars({ id }, who),
    "list its holidays": (who) => api.listHolidays({ id }, who),
    "list its bookings": (who) => api.listBuildingBookings({ id }, who),
    "read its audit": (who) => api.listAudit({ building }, who),
    "list its letters": (who) => api.listDeliveries({ building }, who),
    "list its invitations": (who) => api.listInvitations({ organisation }, who),
    "see its invitation": (who) => api.getInvitation({ id: invited.id }, who),
    "see its organisation": (who) => api.getOrganisation({ id: organisation }, who),
    "list its managers": (who) => api.listMembers({ id: organisation }, who),
    "see a unit": (who) => api.getUnit({ id: unit.id }, who),
    "list who lives in it": (who) => api.listUnitResidents({ id: unit.id }, who),
    "see a claim": (who) => api.getClaim({ id: claim.id }, who),
    "let somebody in": (who) => api.approveClaim({ id: claim.id }, who),
    "turn somebody down": (who) => api.rejectClaim({ id: claim.id, body: { reason: "No" } }, who),
    "see somebody's grants": (who) => api.listGrants({ id: me.id }, who),
    "see the hall": (who) => api.getResource({ id: hall.id }, who),
    "look for a time in it": (who) => api.listSlots({ id: hall.id, ...days }, who),
    "see when it is closed": (who) => api.listBlackouts({ id: hall.id }, who),
    "see how it is used": (who) => api.showUtilisation({ id: hall.id, ...days }, who),
    "see a calendar": (who) => api.getCalendar({ id: calendar.id }, who),
    "book the hall": (who) => api.createBooking({ id: hall.id, body: hourIn(9) }, who),
    "see a booking": (who) => api.getBooking({ id: booking.id }, who),
    "see one that was given up": (who) => api.getBooking({ id: called.id }, who),
    "move a booking": (who) => api.moveBooking({ id: booking.id, body: hourIn(9) }, who),
    "give a booking up": (who) => api.cancelBooking({ id: booking.id }, who),
    "see a series": (who) => api.getSeries({ id: series.id }, who),
    "give a series up": (who) => api.cancelSeries({ id: series.id, body: { scope: "all" } }, who),
    "end somebody's feed": (who) => api.endCalendarFeed({ id: feed.id }, who),
    "read somebody's message": (who) => api.readNotification({ id: notification }, who),
    // Whose they are cannot ask for much after these.
    "end a residence": (who) => api.endResidence({ id: home?.residenceId ?? "", body: {} }, who),
    "end somebody's session": (who) => api.endMySession({ id: session?.id ?? "" }, who),
  };
  return { asks, dweller, admin };
}

/** Asks for one thing of the house next door, which is as if it were not there: it is written down where it was granted. */
export async function askAcross(
  name: string,
  across: Ask,
  { client, email }: { readonly client: Client; readonly email: string },
  granted: string[],
): Promise<number> {
  const status = await statusOf(() => across(client.sender));
  if (status < 500 && !REFUSALS.includes(status)) granted.push(`${email} may ${name}: ${status}`);
  return status;
}

/** What is refused to those whose it is, too: whoever asks for it proves nothing. */
export async function refusedToAll({ asks, dweller, admin }: OtherHouse): Promise<string[]> {
  const vain: string[] = [];
  for (const [name, across] of Object.entries(asks)) {
    const statuses = [await statusOf(() => across(dweller.sender)), await statusOf(() => across(admin.sender))];
    if (!statuses.some((status) => status < 300 || status === 409)) vain.push(`nobody may ${name}: ${statuses.join()}`);
  }
  return vain;
}

/** Noon, so many days from today. */
function hourIn(days: number): { startAt: string; endAt: string } {
  const noon = (Math.floor(Date.now() / DAY) + days) * DAY + DAY / 2;
  return { startAt: new Date(noon).toISOString(), endAt: new Date(noon + 3_600_000).toISOString() };
}

async function firstNotification({ sender }: Client): Promise<string> {
  for (const until = Date.now() + PATIENCE; Date.now() < until; ) {
    const { items } = await must(api.listNotifications({}, sender));
    if (items[0]) return items[0].id;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  throw new Error(`nobody told ${EMAIL} of anything`);
}
