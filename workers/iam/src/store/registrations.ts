import { and, desc, eq, gt, lt, notInArray } from "drizzle-orm";
import type { Instant } from "#shared/core/time";
import { adding, changingOrNot, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { REGISTRATIONS_PER_ADDRESS, type Registration } from "../domain/registration.ts";
import { registrations } from "./schema.ts";

/** Those that are still good, of an address or of one link. */
export const liveRegistrations = (
  by: { readonly email: string } | { readonly linkHash: string },
  now: Instant,
): Read<Registration[]> =>
  read(
    (orm) =>
      orm
        .select()
        .from(registrations)
        .where(
          and(
            "email" in by ? eq(registrations.email, by.email) : eq(registrations.linkHash, by.linkHash),
            gt(registrations.expiresAt, now),
          ),
        )
        .orderBy(desc(registrations.createdAt))
        .limit(REGISTRATIONS_PER_ADDRESS),
    (rows) => rows,
  );

/** One more; of the address's older ones only the newest stay. */
export const addRegistration = (registration: Registration): Save[] => [
  changingOrNot((orm) => {
    const staying = orm
      .select({ linkHash: registrations.linkHash })
      .from(registrations)
      .where(eq(registrations.email, registration.email))
      .orderBy(desc(registrations.createdAt))
      .limit(REGISTRATIONS_PER_ADDRESS - 1);
    return orm
      .delete(registrations)
      .where(and(eq(registrations.email, registration.email), notInArray(registrations.linkHash, staying)));
  }),
  adding((orm) => orm.insert(registrations).values(registration)),
];

/** One was verified: the others of its address go with it. */
export const removeRegistrations = (email: string): Save =>
  changingOrNot((orm) => orm.delete(registrations).where(eq(registrations.email, email)));

export const removeExpiredRegistrations = (now: Instant): Save =>
  changingOrNot((orm) => orm.delete(registrations).where(lt(registrations.expiresAt, now)));
