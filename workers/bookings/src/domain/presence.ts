import { AppError } from "#shared/core/errors";
import type { CheckInBy } from "#shared/core/vocabulary";

/** A place on the earth, in degrees of WGS 84. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where a resource is, and how near to it one is there. */
export interface Position extends Point {
  readonly radiusMeters: number;
}

/** Where somebody says they are, and how far off that may be. */
export interface SentPosition extends Point {
  readonly accuracyMeters?: number | undefined;
}

/** How one shows at a resource that one is there. */
export interface CheckInRules {
  readonly checkInBy: CheckInBy;
  /** What is written at the door, and read there to check in; null where nothing is. */
  readonly checkInCode: string | null;
  readonly position: Position | null;
}

/** What is asked, null where the house says so itself, and what the person shows. */
export interface Proof {
  readonly asked: CheckInRules | null;
  readonly code: string | null;
  readonly position: SentPosition | null;
}

/** The mean radius of the ellipsoid, R1 = (2a + b) / 3 (IUGG; Moritz, Geodetic Reference System 1980): WGS 84 has the same. */
const EARTH_RADIUS_METERS = 6_371_008.77;
/** Distances are told in steps of so many metres, rounded up, and none that is longer than the last. */
const STEP_METERS = 10;
const FURTHEST_TOLD_METERS = 1000;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const haversine = (angle: number): number => Math.sin(angle / 2) ** 2;

/** The great-circle distance on a sphere, by the haversine (R. W. Sinnott, Virtues of the Haversine, 1984): exact where it is small. */
export function metersBetween(a: Point, b: Point): number {
  const [from, to] = [radians(a.latitude), radians(b.latitude)];
  const h = haversine(to - from) + Math.cos(from) * Math.cos(to) * haversine(radians(b.longitude - a.longitude));
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.sqrt(h));
}

/**
 * Whether somebody is there: by what is written at the door, by their position, or by one of the two.
 *
 * @throws AppError `booking.wrong_check_in_code`, `booking.position_missing`, `booking.position_inaccurate`, `booking.not_there`
 */
export function demandPresence({ asked, code, position }: Proof): void {
  if (asked === null) return;
  const { checkInBy, checkInCode } = asked;
  const isFree = checkInBy === "code" && checkInCode === null;
  const isRead = checkInBy !== "position" && code !== null && code === checkInCode;
  if (isFree || isRead) return;
  const isByCode = checkInBy === "code" || (checkInBy === "either" && code !== null && position === null);
  if (isByCode || asked.position === null) throw new AppError("booking.wrong_check_in_code");
  const { radiusMeters } = asked.position;
  if (position === null) throw new AppError("booking.position_missing", { facts: { checkInBy, radiusMeters } });
  demandNear(asked.position, position);
}

/**
 * Within the radius, by a position that is at least as exact as that. What it may be off is never taken from the distance:
 * whoever says that they may be anywhere is not there.
 */
function demandNear({ radiusMeters, ...where }: Position, { accuracyMeters = 0, ...sent }: SentPosition): void {
  if (!(accuracyMeters <= radiusMeters))
    throw new AppError("booking.position_inaccurate", {
      facts: { accuracyMeters: Math.ceil(accuracyMeters), radiusMeters },
    });
  const away = metersBetween(where, sent);
  if (away <= radiusMeters) return;
  // What is no number is told as the furthest.
  const meters = Math.min(FURTHEST_TOLD_METERS, Math.ceil(away / STEP_METERS) * STEP_METERS) || FURTHEST_TOLD_METERS;
  throw new AppError("booking.not_there", { facts: { meters, radiusMeters } });
}

/**
 * A resource that asks for something has it.
 *
 * @throws AppError `resource.check_in_incomplete`
 */
export function demandWay({ checkInBy, checkInCode, position }: CheckInRules): void {
  if (checkInBy === "code") return;
  const missing = position === null ? "position" : checkInBy === "either" && checkInCode === null && "checkInCode";
  if (missing) throw new AppError("resource.check_in_incomplete", { facts: { checkInBy, missing } });
}
