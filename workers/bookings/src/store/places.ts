import { eq, type SQLWrapper } from "drizzle-orm";
import { AppError } from "#shared/core/errors";
import type { Orm } from "#shared/worker/database";
import type { BuildingFacts } from "#shared/worker/homes";
import { type Read, read } from "#shared/worker/load";
import { places } from "#shared/worker/tables";

/** The building that a thing is in, in the same batch as the thing itself; `buildingIdOf` selects its id. */
export const placeIn = (buildingIdOf: (orm: Orm) => SQLWrapper): Read<BuildingFacts | undefined> =>
  read(
    (orm) =>
      orm
        .select()
        .from(places)
        .where(eq(places.id, buildingIdOf(orm))),
    ([row]) => row,
  );

/** @throws AppError `thing.not_found` where there is no row */
export function only<T>([row]: readonly T[]): T {
  if (row === undefined) throw new AppError("thing.not_found");
  return row;
}
