import { notificationsInternal } from "../contracts/notifications-internal.ts";
import type { Person } from "../core/actor.ts";
import type { Id } from "../core/ids.ts";
import type { AccessClaims } from "../core/token.ts";
import type { WorkerName } from "../core/workers.ts";
import { doorOf } from "./faults.ts";
import { standIn } from "./outside.ts";
import { anId, as, NOBODY, written } from "./story.ts";

/** IAM with its outside: notifications, which keeps every letter, and residency, which knows some buildings. */

const LETTER = notificationsInternal.sendLetter.request.body.content["application/json"].schema;
export const PASSWORD = "a lamp in the hall";

interface Fetching<E> {
  fetch(request: Request, env: E, context: ExecutionContext): Promise<Response> | Response;
}

let people = 0;
/** An address that no other test uses. */
export const anAddress = (): string => {
  people += 1;
  return `resident-${people}-${crypto.randomUUID().slice(0, 8)}@example.com`;
};

/** What an access token says; whether it was signed is not looked at. */
export function claimsIn(accessToken: string): AccessClaims {
  const [, payload = ""] = accessToken.split(".");
  const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as AccessClaims;
}

/** The person whom the gateway makes of a token. */
export function personIn(accessToken: string): Person {
  const { sub: id, sid, authAt, locale, verified, grants } = claimsIn(accessToken);
  return { kind: "person", id, sid, authAt, locale, verified, grants };
}

/** What was said about one thing, by its version: events of one version have no order. */
export const eventsAbout = async (db: D1Database, id: string) =>
  (await written(db))
    .filter(({ subject }) => subject === id)
    .sort((a, b) => a.version - b.version || b.type.localeCompare(a.type));

export function anIam<E extends object>(app: Fetching<E>, env: E) {
  const letters: ReturnType<typeof LETTER.parse>[] = [];
  const buildings = new Map<string, Id<"organisation">>();
  const outages = { notifications: false };

  const NOTIFICATIONS = standIn(async (request) => {
    if (outages.notifications) return new Response("out of order", { status: 503 });
    letters.push(LETTER.parse(await request.json()));
    return Response.json({ accepted: true });
  });
  const RESIDENCY = standIn(async (request) => {
    const { buildingId } = (await request.json()) as { buildingId: string };
    const organisationId = buildings.get(buildingId);
    const facts = { id: buildingId, organisationId, name: "Patio", timeZone: "Europe/Madrid", currency: "EUR" };
    return Response.json({ building: organisationId ? { ...facts, locale: "es", version: 1 } : null, homes: [] });
  });
  const world = { ...env, NOTIFICATIONS, RESIDENCY };
  const doorFor = (caller: WorkerName = "gateway", more: Partial<E> = {}) =>
    doorOf(app, { ...world, ...more }, { caller });
  const door = doorFor();
  const nobody = as(door, NOBODY);

  const lettersTo = (email: string) => letters.filter(({ to }) => to === email);
  const lastLetterTo = (email: string) => {
    const letter = lettersTo(email).at(-1);
    if (!letter) throw new Error(`no letter to ${email}`);
    const token = /token=([\w-]+)/.exec(letter.parameters.link ?? "")?.[1] ?? "";
    return { ...letter, code: letter.parameters.code ?? "", token };
  };
  const register = (email: string, more: Record<string, unknown> = {}) =>
    nobody.post("/v1/auth/register", { email, password: PASSWORD, name: "Resident", ...more });
  const verify = (email: string) =>
    nobody.post("/v1/auth/verify-email", { email, code: lastLetterTo(email).code, client: "native" });
  const signIn = (email: string, more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
    nobody.post("/v1/auth/login", { email, password: PASSWORD, client: "native", ...more }, headers);

  /** A verified account, signed in. */
  const signUp = async (email = anAddress()) => {
    await register(email);
    const { body } = await verify(email);
    return { email, who: personIn(body.accessToken), ...body } as SignedIn;
  };
  const aBuilding = (organisationId: Id<"organisation">): Id<"building"> => {
    const id = anId("building");
    buildings.set(id, organisationId);
    return id;
  };
  return { door, doorFor, nobody, outages, lettersTo, lastLetterTo, register, verify, signIn, signUp, aBuilding };
}

export interface SignedIn {
  readonly email: string;
  readonly who: Person;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly user: { readonly id: Id<"user">; readonly email: string; readonly name: string };
}
