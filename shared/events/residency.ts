import * as v from "valibot";
import { defineEvent } from "./event.ts";
import { homeKind, id, instant, text } from "./shapes.ts";

const building = v.object({
  buildingId: id("building"),
  organisationId: id("organisation"),
  name: text,
  timeZone: text,
  currency: text,
  locale: text,
});

export const BuildingCreated = defineEvent("building.created", 1, building);
export const BuildingUpdated = defineEvent("building.updated", 1, building);

const residence = v.object({
  userId: id("user"),
  unitId: id("unit"),
  buildingId: id("building"),
  unitLabel: text,
  kind: homeKind,
  fromAt: instant,
});

export const UnitAssignedToUser = defineEvent("unit.assigned_to_user", 1, residence);

export const ResidentVerified = defineEvent("resident.verified", 1, residence);

/** The residency ends at `untilAt`. */
export const ResidentUnverified = defineEvent(
  "resident.unverified",
  1,
  v.object({ ...residence.entries, untilAt: instant }),
);

export const ClaimSubmitted = defineEvent(
  "claim.submitted",
  1,
  v.object({
    claimId: id("claim"),
    userId: id("user"),
    unitId: id("unit"),
    buildingId: id("building"),
    unitLabel: text,
    kind: homeKind,
  }),
);

export const ClaimDecided = defineEvent(
  "claim.decided",
  1,
  v.object({
    claimId: id("claim"),
    userId: id("user"),
    unitId: id("unit"),
    buildingId: id("building"),
    unitLabel: text,
    decision: v.picklist(["approved", "rejected"]),
    /** The manager's words to the claimant; null for an approval. */
    reason: v.nullable(text),
  }),
);
