import { eq, sql } from "drizzle-orm";
import { residencyInternal } from "../contracts/residency-internal.ts";
import { type Actor, mayIn, type Place, servesIn } from "../core/actor.ts";
import { AppError } from "../core/errors.ts";
import { type Home, homesIn } from "../core/homes.ts";
import type { Id } from "../core/ids.ts";
import type { Permission } from "../core/permissions.ts";
import type { Calling } from "./call.ts";
import { changingOrNot, type Save } from "./commit.ts";
import { type Read, read } from "./load.ts";
import { ask } from "./peer.ts";
import { homes, places } from "./tables.ts";

/** A building as every worker knows it: who runs it, and its clock, money and language. */
export interface BuildingFacts extends Place {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly locale: string;
  readonly version: number;
}

/** The homes of a person, wherever they are; none for whom is nobody. */
export const homesOf = (actor: Actor): Read<Home[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(homes)
        .where(eq(homes.userId, actor.kind === "person" ? actor.id : ("" as Id<"user">))),
    (rows) => rows,
  );

export const homesOfUser = (userId: Id<"user">): Read<Home[]> =>
  read(
    (orm) => orm.select().from(homes).where(eq(homes.userId, userId)),
    (rows) => rows,
  );

export const placeById = (id: Id<"building">): Read<BuildingFacts | undefined> =>
  read(
    (orm) => orm.select().from(places).where(eq(places.id, id)),
    (rows) => rows[0],
  );

/** Keeps a home as it is known at its version; an older version changes nothing. */
export const keepHome = (home: Home): Save =>
  changingOrNot((orm) =>
    orm
      .insert(homes)
      .values(home)
      .onConflictDoUpdate({
        target: [homes.userId, homes.unitId],
        set: {
          buildingId: home.buildingId,
          unitLabel: home.unitLabel,
          kind: home.kind,
          fromAt: home.fromAt,
          untilAt: home.untilAt,
          version: home.version,
        },
        setWhere: sql`excluded.version > ${homes.version}`,
      }),
  );

/** Keeps a building's facts; an older version changes nothing. */
export const keepPlace = (place: BuildingFacts): Save =>
  changingOrNot((orm) =>
    orm
      .insert(places)
      .values(place)
      .onConflictDoUpdate({
        target: places.id,
        set: {
          organisationId: place.organisationId,
          name: place.name,
          timeZone: place.timeZone,
          currency: place.currency,
          locale: place.locale,
          version: place.version,
        },
        setWhere: sql`excluded.version > ${places.version}`,
      }),
  );

export interface Standing {
  readonly place: BuildingFacts;
  /** The actor's open homes in the building; empty for somebody who is there by a grant. */
  readonly homes: readonly Home[];
  /** What was learned from residency, for the commit. */
  readonly learned: readonly Save[];
}

/**
 * How the actor stands to a building. What the worker's own projection does not know, residency is asked once: the first
 * act a second after verification works.
 *
 * @throws AppError `thing.not_found` for a building nobody knows; `service.unavailable` with residency down
 */
export async function standingIn(
  call: Calling,
  buildingId: Id<"building">,
  known: { place: BuildingFacts | undefined; homes: readonly Home[] },
): Promise<Standing> {
  const { actor } = call;
  const open = homesIn(known.homes, buildingId, call.now);
  const isEnough =
    open.length > 0 || actor.kind !== "person" || (known.place !== undefined && servesIn(actor, known.place));
  if (known.place && isEnough) return { place: known.place, homes: open, learned: [] };
  const told = await ask(call, call.env.RESIDENCY, residencyInternal.homesOf, {
    userId: actor.kind === "person" ? actor.id : null,
    buildingId,
  });
  const place = told.building ?? known.place;
  if (!place) throw new AppError("thing.not_found");
  return {
    place,
    homes: homesIn(told.homes, buildingId, call.now),
    learned: [...(told.building ? [keepPlace(told.building)] : []), ...told.homes.map(keepHome)],
  };
}

/**
 * All the homes that somebody has or had in a building, for what would be wrong if one was not heard of yet.
 *
 * @throws AppError `service.unavailable` with residency down
 */
export async function homesAsked(call: Calling, userId: Id<"user">, buildingId: Id<"building">): Promise<Home[]> {
  const { homes } = await ask(call, call.env.RESIDENCY, residencyInternal.homesOf, { userId, buildingId });
  return homes;
}

/**
 * The verdict for what residents may do and staff too: whoever lives there, or has a grant with the permission that covers
 * the building. To anybody else the building's things do not exist.
 */
export function demandHome(call: Calling, { place, homes: open }: Standing, permission: Permission): void {
  if (open.length > 0 || mayIn(call.actor, place, permission)) return;
  if (servesIn(call.actor, place)) throw new AppError("access.denied", { facts: { permission } });
  throw new AppError("thing.not_found");
}
