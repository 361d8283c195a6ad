import assert from "node:assert/strict";
import * as api from "../api.ts";
import { all, Client, must } from "../client.ts";
import { PASSWORD } from "../demo-building.ts";
import { addressOf, appoint, emailOf } from "../found-building.ts";
import { FORGET_ACCOUNT, FORGET_KEY, WHO_LEFT } from "./database.ts";
import { bookedBy, buildHouse, eventually, type House, hourOf, toldOf } from "./house.ts";
import { type Drill, Laboratory } from "./laboratory.ts";

const RESIDENT = emailOf(0);
const NEIGHBOUR = emailOf(1);
const LATE = "late@example.com";
const ASSISTANT = "assistant@example.com";

/** The people of a house, and what they did before the copies and after them. */
interface Story extends House {
  readonly assistant: Client;
  /** The resident at another device, signed out after the copies. */
  readonly device: { readonly refreshToken?: string | undefined };
  readonly residentId: string;
  readonly neighbourId: string;
  readonly newcomerId: string;
  readonly assistantId: string;
  readonly lateId: string;
  readonly kept: string;
  readonly madeLater: string;
  /** How many e-mails the resident has. */
  readonly letters: number;
}

/**
 * Loses the databases of residency, notifications, iam and events, each by itself and all else as it was, and restores it from
 * a copy. Each claim is checked before it is told: what is there again, what is not, and what whoever restores must do.
 */
export async function drillOthers(drill: Drill): Promise<void> {
  const { tell } = drill;
  const lab = await Laboratory.open(drill);
  try {
    await lab.start();
    await lab.tick();
    const story = await live(lab);
    tell(
      "Copies of four databases are taken. Then the newcomer moves in, the resident books, renames herself and signs out a device, the neighbour deletes his account, somebody registers, and the assistant's role is taken away.",
    );
    await lab.kill();
    lab.remember();
    for (const restore of [residency, notifications, iam, events]) await restore(lab, story, tell);
  } finally {
    await lab.kill();
  }
}

const idOf = async ({ sender }: Client): Promise<string> => (await must(api.getMe(sender))).id;
const isSignedIn = async ({ refreshToken = "" }: Story["device"], url: string): Promise<boolean> =>
  (await api.refresh({ body: { refreshToken, client: "native" } }, new Client(url).sender)).status === 200;

async function live(lab: Laboratory): Promise<Story> {
  const { url } = lab;
  const house = await buildHouse(url);
  const { manager, resident, neighbour, newcomer, terrace, codeOfNewcomer } = house;
  const assistant = new Client(url, { address: addressOf(99) });
  await appoint(manager, assistant, ASSISTANT, house.organisation);
  const device = await must(
    api.login({ body: { email: RESIDENT, password: PASSWORD, client: "native" } }, new Client(url).sender),
  );
  const kept = await bookedBy(resident, { id: terrace, body: hourOf(0) });
  await lab.settled();
  lab.copy(["iam", "residency", "notifications", "events"]);

  const [residentId, newcomerId, assistantId] = await Promise.all([resident, newcomer, assistant].map(idOf));
  const madeLater = await bookedBy(resident, { id: terrace, body: hourOf(1) });
  await must(api.updateMe({ body: { name: "Renamed" } }, resident.sender));
  await must(api.submitClaim({ body: { code: codeOfNewcomer } }, newcomer.sender));
  const neighbourId = await idOf(neighbour);
  await neighbour.signIn(NEIGHBOUR, PASSWORD);
  await must(api.deleteMe(neighbour.sender));
  await must(api.logout({ body: { refreshToken: device.refreshToken ?? "" } }, new Client(url).sender));
  const late = new Client(url, { address: addressOf(98) });
  await late.join(LATE, PASSWORD, "Late");
  await takeAway(manager, assistantId ?? "");
  await lab.settled();
  await eventually("the resident is told", async () => (await toldOf(resident, madeLater)).length === 1);
  return {
    ...house,
    ...{ assistant, device, kept, madeLater, neighbourId, lateId: await idOf(late) },
    ...{ residentId: residentId ?? "", newcomerId: newcomerId ?? "", assistantId: assistantId ?? "" },
    letters: (await resident.letters(RESIDENT)).length,
  };
}

const rolesOf = async ({ sender }: Client, id: string) => (await must(api.listGrants({ id }, sender))).items;

async function takeAway(manager: Client, id: string): Promise<void> {
  for (const { id: grantId } of await rolesOf(manager, id))
    await must(api.removeGrant({ id, grantId }, manager.sender));
}

async function residency(lab: Laboratory, story: Story, tell: Drill["tell"]): Promise<void> {
  const { newcomer, newcomerId, neighbourId, residentId, terrace, codeOfNewcomer } = story;
  const nameOf = (id: string) =>
    lab.rows("residency", "SELECT name FROM profiles WHERE user_id = $id", { id })[0]?.name;
  const homes = () => all((page) => api.listMyHomes(page, newcomer.sender));
  lab.loseAndRestore("residency");
  assert.deepEqual([nameOf(neighbourId), nameOf(residentId)], ["Resident 1", "Resident 0"]);
  lab.setAuditBack("residency");
  await lab.start();
  assert.deepEqual(await homes(), []);
  await bookedBy(newcomer, { id: terrace, body: hourOf(2) });
  tell("residency: lost is that the newcomer moved in; bookings, which heard of it, still takes her for a resident.");
  await eventually("residency hears it again", async () => {
    await lab.tick();
    return nameOf(neighbourId) === null && nameOf(residentId) === "Renamed";
  });
  const open = lab.rows("residency", "SELECT 1 FROM residences WHERE user_id = $id AND until_at IS NULL", {
    id: neighbourId,
  });
  assert.deepEqual(open, []);
  tell("To do: the audit of residency is set back, and it hears who was renamed, and forgets again who was deleted.");
  await must(api.submitClaim({ body: { code: codeOfNewcomer } }, newcomer.sender));
  assert.equal((await homes()).length, 1);
  await lab.settled();
  assert.equal(lab.rows("residency", "SELECT 1 FROM residences WHERE user_id = $id", { id: newcomerId }).length, 1);
  tell("To do: codes that were used since are open again; whoever the audit says moved in uses theirs once more.");
  await lab.kill();
}

async function notifications(lab: Laboratory, story: Story, tell: Drill["tell"]): Promise<void> {
  const { resident, madeLater, kept, neighbourId, lateId } = story;
  const contact = (id: string) => lab.rows("notifications", "SELECT * FROM contacts WHERE user_id = $id", { id })[0];
  lab.loseAndRestore("notifications");
  assert.equal(contact(neighbourId)?.email, NEIGHBOUR);
  lab.setAuditBack("notifications");
  await lab.start();
  await lab.settled();
  assert.deepEqual(await toldOf(resident, madeLater), ["booking.created"]);
  assert.deepEqual(await toldOf(resident, kept), ["booking.created"]);
  tell("notifications: to do: its audit is set back, and each message that was lost is in the inbox again, once.");
  assert.equal(contact(neighbourId)?.email, null);
  assert.equal(contact(lateId)?.email, LATE);
  tell("With it come the addresses it did not know, and who was deleted is forgotten again.");
  await eventually("the e-mail leaves again", async () => (await resident.letters(RESIDENT)).length === story.letters);
  tell("An e-mail of a notice that had left after the copy leaves a second time, while it is less than a day old.");
  await lab.kill();
}

async function iam(lab: Laboratory, story: Story, tell: Drill["tell"]): Promise<void> {
  const { url } = lab;
  const { manager, resident, device, assistantId, neighbourId, residentId } = story;
  const [late, neighbour] = [new Client(url, { address: addressOf(98) }), new Client(url, { address: addressOf(97) })];
  lab.loseAndRestore("iam");
  await lab.start();
  await assert.rejects(late.signIn(LATE, PASSWORD), /401/);
  await late.join(LATE, PASSWORD, "Late");
  assert.notEqual(await idOf(late), story.lateId);
  tell("iam: lost is who registered since: they register again, and are somebody else to every other worker.");
  assert.equal(await isSignedIn(device, url), true);
  await neighbour.signIn(NEIGHBOUR, PASSWORD);
  await manager.signIn("admin@courtyard.example", PASSWORD);
  assert.equal((await rolesOf(manager, assistantId)).length, 1);
  tell("Back are a session that was ended, an account that was deleted and a role that was taken away.");
  await takeAway(manager, assistantId);
  assert.deepEqual(await rolesOf(manager, assistantId), []);
  tell("To do: roles that the audit says were taken away are taken away again.");

  const nameAtOthers = () =>
    lab.rows("residency", "SELECT name FROM profiles WHERE user_id = $id", { id: residentId })[0]?.name;
  await resident.signIn(RESIDENT, PASSWORD);
  await must(api.updateMe({ body: { name: "Once more" } }, resident.sender));
  await lab.settled();
  assert.equal(nameAtOthers(), "Renamed");
  await must(api.updateMe({ body: { name: "Twice more" } }, resident.sender));
  await eventually("residency hears the new name", async () => nameAtOthers() === "Twice more");
  tell("Versions count from the copy again: a change is heard once there were more of them than after the copy.");

  await lab.kill();
  const left = lab.rows("events", WHO_LEFT, { since: 0 }).map(({ subject }) => String(subject));
  assert.deepEqual(left, [neighbourId]);
  for (const id of left) for (const sql of FORGET_ACCOUNT) lab.rows("iam", sql, { id, now: Date.now() });
  await lab.start({ IAM_SECRET: "another secret, longer than thirty-two characters" });
  assert.equal(await isSignedIn(device, url), false);
  await assert.rejects(new Client(url, { address: addressOf(96) }).signIn(NEIGHBOUR, PASSWORD), /401/);
  await resident.signIn(RESIDENT, PASSWORD);
  tell(
    "To do: another IAM_SECRET ends every session, and accounts that the log says were deleted are deleted by hand.",
  );
  await lab.kill();
}

async function events(lab: Laboratory, story: Story, tell: Drill["tell"]): Promise<void> {
  const { manager, resident, terrace, building, madeLater, kept, neighbourId } = story;
  const keyOf = () => lab.rows("events", "SELECT wrapped FROM person_keys WHERE owner = $id", { id: neighbourId })[0];
  lab.loseAndRestore("events");
  await lab.start();
  await manager.signIn("admin@courtyard.example", PASSWORD);
  await resident.signIn(RESIDENT, PASSWORD);
  const subjects = (await all((page) => api.listAudit({ building, ...page }, manager.sender))).map(
    (one) => one.subject,
  );
  assert.deepEqual([subjects.includes(kept), subjects.includes(madeLater)], [true, false]);
  tell("events: lost is what the log and the audit held of the time since; the workers acted on it and still know it.");
  assert.equal((await must(api.getBooking({ id: madeLater }, resident.sender))).status, "confirmed");
  const next = await bookedBy(resident, { id: terrace, body: hourOf(3) });
  await eventually("the next is told", async () => (await toldOf(resident, next)).length === 1);
  await lab.settled();
  assert.deepEqual(await toldOf(resident, madeLater), ["booking.created"]);
  tell("By itself: what is said from then on is logged and heard, and nothing is told a second time.");
  assert.notEqual(keyOf()?.wrapped, null);
  await lab.kill();
  const gone = lab
    .rows("iam", "SELECT id FROM users WHERE deleted_at >= $since", { since: 0 })
    .map(({ id }) => String(id));
  assert.deepEqual(gone, [neighbourId]);
  for (const id of gone) lab.rows("events", FORGET_KEY, { id, now: Date.now() });
  assert.equal(keyOf()?.wrapped, null);
  tell("To do: the keys of whom iam says were deleted since are destroyed again; until then their words can be read.");
}
