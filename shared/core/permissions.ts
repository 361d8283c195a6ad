/** Every permission a route can name. */
export const PERMISSIONS = [
  "organisation.create",
  "organisation.read",
  "organisation.invite",
  "user.read",
  "grant.manage",
  "building.create",
  "building.read",
  "building.update",
  "unit.read",
  "unit.update",
  "unit.import",
  "code.create",
  "claim.submit",
  "claim.read",
  "claim.decide",
  "resident.read",
  "resource.read",
  "resource.create",
  "resource.update",
  "booking.create",
  "booking.read",
  "booking.update",
  "booking.check_in",
  "delivery.read",
  "deadletter.read",
  "deadletter.retry",
  "replay.read",
  "replay.manage",
  "audit.read",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** The roles that are granted, the highest first. `resident` is not among them: it is an open residency. */
export const ROLES = ["admin", "manager", "staff", "provider"] as const;
export type Role = (typeof ROLES)[number];

const STAFF: readonly Permission[] = [
  "building.read",
  "unit.read",
  "claim.read",
  "resident.read",
  "resource.read",
  "booking.create",
  "booking.read",
  "booking.update",
  "booking.check_in",
];

const MANAGER: readonly Permission[] = [
  ...STAFF,
  "organisation.read",
  "organisation.invite",
  "building.create",
  "building.update",
  "unit.update",
  "unit.import",
  "code.create",
  "claim.decide",
  "resource.create",
  "resource.update",
  "delivery.read",
  "audit.read",
];

/** What each role may do in what its grant covers. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  admin: new Set(PERMISSIONS),
  manager: new Set(MANAGER),
  staff: new Set(STAFF),
  provider: new Set(["building.read"]),
};

/**
 * Whom a route is for: `anyone`; a signed-in `person`; somebody whose `home` is in the building, or whose grant covers
 * it; somebody with a `grant` that covers the thing; somebody with a grant on the whole `platform`.
 */
export const REACHES = ["anyone", "person", "home", "grant", "platform"] as const;
export type Reach = (typeof REACHES)[number];

/** Where a signed-in person may ask whose address is not verified yet. */
export const BEFORE_VERIFICATION = /^\/v1\/(?:auth|me)(?:\/|$)/;
