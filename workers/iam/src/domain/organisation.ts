import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";

/** Who runs buildings. */
export interface Organisation {
  readonly id: Id<"organisation">;
  readonly name: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export const foundOrganisation = (id: Id<"organisation">, name: string, now: Instant): Organisation => ({
  id,
  name,
  createdAt: now,
  updatedAt: now,
  version: 1,
});
