import { grantAllows } from "#shared/core/actor";
import type { HomeKind } from "#shared/core/homes";
import type { Id, newId } from "#shared/core/ids";
import type { Role } from "#shared/core/permissions";
import type { Instant } from "#shared/core/time";
import { type Contact, stranger } from "./contact.ts";
import type { Notice } from "./notice.ts";
import { type Cause, type Telling, tell } from "./telling.ts";

/** The most people who are told of one claim. */
const DECIDERS_LIMIT = 50;

/** A claim that was submitted, for the people who may decide it. */
export interface Claim {
  readonly id: Id<"claim">;
  readonly buildingId: Id<"building">;
  readonly unitLabel: string;
  readonly kind: HomeKind;
  readonly eventId: string;
  readonly submittedAt: Instant;
  readonly version: number;
}

/** A claim, and the organisation that runs its building; null where that is not known yet. */
export interface PlacedClaim extends Claim {
  readonly organisationId: Id<"organisation"> | null;
}

/** An open grant of a person, and since when it is known to be there. */
export interface HeldGrant {
  readonly grantId: Id<"grant">;
  readonly userId: Id<"user">;
  readonly role: Role;
  readonly target: string;
  readonly sinceAt: Instant;
  readonly untilAt: Instant | null;
}

/**
 * The people who are told of a claim: those whose grant on its building, or on the organisation that runs it, lets them
 * decide it, and was there when it was submitted. Who runs the whole platform is not asked about each of them.
 */
export function decidersOf(claim: PlacedClaim, grants: readonly HeldGrant[], now: Instant): Id<"user">[] {
  const deciding = grants.filter(
    ({ role, target, sinceAt, untilAt }) =>
      (target === claim.buildingId || target === claim.organisationId) &&
      grantAllows({ role, on: "*" }, "claim.decide") &&
      sinceAt <= claim.submittedAt &&
      (untilAt === null || untilAt > now),
  );
  return [...new Set(deciding.map(({ userId }) => userId))].slice(0, DECIDERS_LIMIT);
}

/** The open grants after an event that lists them all, at its version or an older one. */
export function regranted(
  known: readonly HeldGrant[],
  heard: readonly HeldGrant[],
  isNewer: boolean,
): readonly HeldGrant[] {
  const since = (grant: HeldGrant, other: readonly HeldGrant[]): HeldGrant => ({
    ...grant,
    sinceAt: Math.min(grant.sinceAt, other.find(({ grantId }) => grantId === grant.grantId)?.sinceAt ?? grant.sinceAt),
  });
  return isNewer ? heard.map((grant) => since(grant, known)) : known.map((grant) => since(grant, heard));
}

const noticeOf = ({ unitLabel, kind }: Claim): Notice => ({
  template: "claim_submitted",
  parameters: { unitLabel, kind },
});

const causeOf = ({ id, buildingId, eventId, submittedAt, version }: Claim): Cause => ({
  eventId,
  type: "claim.submitted",
  subject: id,
  buildingId,
  version,
  at: submittedAt,
});

/** What is known of those who may decide, and of what they were told. */
export interface Deciders {
  readonly grants: readonly HeldGrant[];
  readonly contacts: readonly Contact[];
  readonly told: readonly { readonly subject: string; readonly userId: Id<"user"> }[];
}

/** Whoever may decide these claims and was not told of them yet is told. */
export function announce(
  claims: readonly PlacedClaim[],
  { grants, contacts, told }: Deciders,
  { newId: mint, now }: { readonly newId: typeof newId; readonly now: Instant },
): Telling {
  const tellings = claims.flatMap((claim) =>
    decidersOf(claim, grants, now)
      .filter((userId) => !told.some((one) => one.subject === claim.id && one.userId === userId))
      .map((userId) => {
        const contact = contacts.find((one) => one.userId === userId) ?? stranger(userId);
        return tell(noticeOf(claim), causeOf(claim), { contact, latest: 0, newId: mint, now });
      }),
  );
  return {
    notifications: tellings.flatMap(({ notifications }) => notifications),
    deliveries: tellings.flatMap(({ deliveries }) => deliveries),
    events: tellings.flatMap(({ events }) => events),
  };
}
