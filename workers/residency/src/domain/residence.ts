import { AppError } from "#shared/core/errors";
import type { HomeKind } from "#shared/core/homes";
import type { Id } from "#shared/core/ids";
import { days, hours, type Instant, nextDate, startOfDay, toIso } from "#shared/core/time";
import type { Said } from "#shared/events/said";

/** How far ahead a move may be announced, in days. */
const MAX_DAYS_AHEAD = 366;

/**
 * One time a person lives in a unit. Who moves in again gets a new one, whose version goes on from the last: listeners
 * keep one row for each person and unit.
 *
 *     (claim approved) ──▶ open ── end ──▶ ended
 *                           ▲  └─ end, at a time ahead ─▶ ending ── time passes ──▶ ended
 *                           └──────── (end again: the new time counts) ──┘
 */
export interface Residence {
  readonly id: Id<"residence">;
  readonly buildingId: Id<"building">;
  readonly unitId: Id<"unit">;
  readonly userId: Id<"user">;
  readonly kind: HomeKind;
  readonly fromAt: Instant;
  readonly untilAt: Instant | null;
  readonly version: number;
}

/** A residence with the words people know it by. */
export interface SeenResidence extends Residence {
  readonly unitLabel: string;
  readonly userName: string | null;
}

/** From an instant until another one, which is not part of it. */
export interface Span {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

export const nowOnly = (now: Instant): Span => ({ fromAt: now, untilAt: now + 1 });

/** A local date: 23, 24 or 25 hours. */
export const dayOf = (date: string, timeZone: string): Span => ({
  fromAt: startOfDay(date, timeZone),
  untilAt: startOfDay(nextDate(date), timeZone),
});

/** All that a local date can mean on earth, to look for before the zone is known: from UTC+14 to UTC-12. */
export function dayAnywhere(date: string): Span {
  const { fromAt, untilAt } = dayOf(date, "UTC");
  return { fromAt: fromAt - hours(14), untilAt: untilAt + hours(12) };
}

export const overlaps = (residence: Residence, span: Span): boolean =>
  residence.fromAt < span.untilAt && (residence.untilAt === null || residence.untilAt > span.fromAt);

export const isOpen = ({ untilAt }: Residence, now: Instant): boolean => untilAt === null || untilAt > now;

interface Changed {
  readonly residence: Residence;
  readonly events: readonly Said[];
}

type MovingIn = Pick<Residence, "id" | "buildingId" | "unitId" | "userId" | "kind">;

/** Moves a person in. `before` are all the times they lived in this unit. */
export function moveIn(who: MovingIn, unitLabel: string, before: readonly Residence[], now: Instant): Changed {
  if (before.some((one) => isOpen(one, now))) throw new AppError("claim.already_resident");
  const version = Math.max(0, ...before.map((one) => one.version)) + 1;
  const residence: Residence = {
    id: who.id,
    buildingId: who.buildingId,
    unitId: who.unitId,
    userId: who.userId,
    kind: who.kind,
    fromAt: now,
    untilAt: null,
    version,
  };
  const said = { subject: residence.id, building: residence.buildingId, version, data: dataOf(residence, unitLabel) };
  return {
    residence,
    events: [
      { type: "unit.assigned_to_user", ...said },
      { type: "resident.verified", ...said },
    ],
  };
}

/** Moves a person out, at a time past or ahead; until that time has come, another one may be named. */
export function moveOut(residence: Residence, unitLabel: string, untilAt: Instant, now: Instant): Changed {
  if (residence.untilAt !== null && residence.untilAt <= now)
    throw new AppError("residence.ended", { facts: { untilAt: toIso(residence.untilAt) } });
  if (untilAt < residence.fromAt)
    throw new AppError("residence.until_before_from", {
      facts: { fromAt: toIso(residence.fromAt), untilAt: toIso(untilAt) },
    });
  if (untilAt > now + days(MAX_DAYS_AHEAD))
    throw new AppError("residence.until_too_far", { facts: { days: MAX_DAYS_AHEAD } });
  const ended = { ...residence, untilAt, version: residence.version + 1 };
  return {
    residence: ended,
    events: [
      {
        type: "resident.unverified",
        subject: ended.id,
        building: ended.buildingId,
        version: ended.version,
        data: { ...dataOf(ended, unitLabel), untilAt },
      },
    ],
  };
}

const dataOf = ({ userId, unitId, buildingId, kind, fromAt }: Residence, unitLabel: string) => ({
  userId,
  unitId,
  buildingId,
  unitLabel,
  kind,
  fromAt,
});
