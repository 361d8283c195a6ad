import type { Person } from "../core/actor.ts";
import type { Home } from "../core/homes.ts";
import type { Id } from "../core/ids.ts";
import { standIn } from "./outside.ts";
import { anId, person } from "./story.ts";

/** What a worker has heard from residency before the story begins. */

interface KnownBuilding {
  readonly id: Id<"building">;
  readonly organisationId: Id<"organisation">;
}

export async function aBuilding(db: D1Database, timeZone = "Europe/Madrid"): Promise<KnownBuilding> {
  const building = { id: anId("building"), organisationId: anId("organisation") };
  await db
    .prepare("insert into places values (?, ?, 'Calle Mayor 1', ?, 'EUR', 'es', 1)")
    .bind(building.id, building.organisationId, timeZone)
    .run();
  return building;
}

/** Somebody who lives in a building, since for ever and with no end in sight if nothing else is said. */
export async function aResident(
  db: D1Database,
  building: { readonly id: Id<"building"> },
  more: Partial<Pick<Home, "kind" | "fromAt" | "untilAt" | "unitId">> = {},
): Promise<Person> {
  const resident = person();
  const { unitId = anId("unit"), kind = "tenant", fromAt = 0, untilAt = null } = more;
  await db
    .prepare("insert into homes values (?, ?, ?, '3º B', ?, ?, ?, 1)")
    .bind(resident.id, unitId, building.id, kind, fromAt, untilAt)
    .run();
  return resident;
}

/** Residency, which answers what it is asked of homes with those of these that are meant. */
export const residencyKnowing = (homes: readonly Home[]) =>
  standIn(async (request) => {
    const { userId, buildingId } = (await request.json()) as Pick<Home, "userId" | "buildingId">;
    const asked = homes.filter((home) => home.userId === userId && home.buildingId === buildingId);
    return Response.json({ building: null, homes: asked });
  });
