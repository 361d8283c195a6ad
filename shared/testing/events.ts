import type { Id } from "../core/ids.ts";
import type { Instant } from "../core/time.ts";
import type { WorkerName } from "../core/workers.ts";
import type { Envelope } from "../events/event.ts";
import { anId, arrived, as, type Door, NOBODY } from "./story.ts";

/** Events as workers say them: one that holds nobody's words, one that does, and the one that ends them. */

export const sessionEnded = (more: Partial<Envelope> = {}): Envelope => {
  const data = { userId: anId("user"), sessionId: anId("session"), reason: "signed_out" };
  return arrived("iam", { type: "session.ended", subject: data.sessionId, version: 1, data }, more);
};

export const userCreated = (
  userId: Id<"user"> = anId("user"),
  name = `Person ${crypto.randomUUID()}`,
): Envelope & { person: Id<"user"> } => ({
  ...arrived("iam", { type: "user.created", subject: userId, version: 1, data: { userId, name, locale: "en" } }),
  person: userId,
});

export const userDeleted = (userId: Id<"user"> = anId("user")): Envelope =>
  arrived("iam", { type: "user.deleted", subject: userId, version: 2, person: userId, data: { userId } });

/** What `bookings` may hear again. */
export const buildingCreated = (buildingId: Id<"building"> = anId("building"), more: Partial<Envelope> = {}) =>
  arrived(
    "residency",
    {
      type: "building.created",
      subject: buildingId,
      building: buildingId,
      version: 1,
      data: {
        ...{ buildingId, organisationId: anId("organisation"), name: "Calle Mayor 1" },
        ...{ timeZone: "Europe/Madrid", currency: "EUR", locale: "es" },
      },
    },
    more,
  );

/** Says these to the log as a worker does; `doors` opens the log's Door to a caller. */
export const publishing =
  (doors: (options: { props: { caller: WorkerName } }) => Door) =>
  (caller: WorkerName, ...events: readonly unknown[]) =>
    as(doors({ props: { caller } }), NOBODY).post("/internal/publish", { events });

/** As if every listener had acted on what is in the log, whichever way it came to them. */
export const everythingHeard = (db: D1Database, now: Instant, type = "%") =>
  db
    .prepare("insert into heard select id, '', ?, null from events where type like ? on conflict do nothing")
    .bind(now, type)
    .run();
