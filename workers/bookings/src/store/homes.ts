import { and, eq } from "drizzle-orm";
import type { Home } from "#shared/core/homes";
import { changing, type Save } from "#shared/worker/commit";
import { homes } from "#shared/worker/tables";

/** Refuses the commit if a home has changed since it was read: whoever moves out meanwhile books nothing. */
export const stillHome = ({ userId, unitId, version }: Home): Save =>
  changing(unitId, (orm) =>
    orm
      .update(homes)
      .set({ version })
      .where(and(eq(homes.userId, userId), eq(homes.unitId, unitId), eq(homes.version, version))),
  );
