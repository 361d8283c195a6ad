import { type Actor, personOf } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Role } from "#shared/core/permissions";
import type { Language } from "#shared/core/problems";
import { days, type Instant } from "#shared/core/time";
import type { InvitationStatus } from "#shared/core/vocabulary";
import { demandOn, isBelow, type Target } from "./reach.ts";

/** How long the link of a letter is good. */
export const INVITATION_LIFETIME = days(14);

/**
 * An offer of a role to an address:
 *
 *     open ──accept──▶ accepted
 *      │ ▲
 *      │ └─ resend (a new link, a new fortnight)
 *      └──cancel──▶ cancelled
 *
 * An open one whose time has passed is refused, and may be sent again.
 */
export interface Invitation {
  readonly id: Id<"invitation">;
  readonly organisationId: Id<"organisation">;
  readonly email: string;
  readonly role: Role;
  readonly target: Target["on"];
  /** The language of its letter. */
  readonly locale: Language;
  readonly secretHash: string;
  readonly status: InvitationStatus;
  readonly invitedBy: Id<"user">;
  readonly acceptedBy: Id<"user"> | null;
  readonly expiresAt: Instant;
  readonly sentAt: Instant | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

type Wanted = Pick<Invitation, "id" | "email" | "role" | "locale" | "secretHash">;

/** @throws AppError `thing.not_found`, `access.denied`, `invitation.beyond_reach` */
export function invite(wanted: Wanted, target: Target, actor: Actor, now: Instant): Invitation {
  demandOn(actor, target, "organisation.invite");
  if (!isBelow(actor, wanted.role, target)) throw new AppError("invitation.beyond_reach");
  return {
    ...wanted,
    organisationId: target.organisationId,
    target: target.on,
    status: "open",
    invitedBy: personOf(actor).id,
    acceptedBy: null,
    expiresAt: now + INVITATION_LIFETIME,
    sentAt: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}

/** Whoever may invite there may see who is invited. */
export const demandVisible = (invitation: Invitation, actor: Actor): void =>
  demandOn(actor, targetOf(invitation), "organisation.invite");

/** For whom looks after it: a new link, and the old one is dead. */
export function resend(before: Invitation, secretHash: string, actor: Actor, now: Instant): Invitation {
  demandOn(actor, targetOf(before), "organisation.invite");
  if (!isBelow(actor, before.role, targetOf(before))) throw new AppError("invitation.beyond_reach");
  return renew(before, secretHash, now);
}

/** A new link for an open invitation, for another fortnight. */
export function renew(before: Invitation, secretHash: string, now: Instant): Invitation {
  demandOpen(before);
  return {
    ...before,
    secretHash,
    sentAt: null,
    expiresAt: now + INVITATION_LIFETIME,
    updatedAt: now,
    version: before.version + 1,
  };
}

export function cancel(before: Invitation, actor: Actor, now: Instant): Invitation {
  demandOn(actor, targetOf(before), "organisation.invite");
  demandOpen(before);
  return { ...before, status: "cancelled", updatedAt: now, version: before.version + 1 };
}

/** @throws AppError `invitation.other_address`, `invitation.used`, `invitation.cancelled`, `invitation.expired` */
export function accept(
  before: Invitation,
  by: { readonly id: Id<"user">; readonly email: string | null },
  now: Instant,
): Invitation {
  if (by.email !== before.email) throw new AppError("invitation.other_address");
  demandOpen(before);
  if (before.expiresAt <= now) throw new AppError("invitation.expired");
  return { ...before, status: "accepted", acceptedBy: by.id, updatedAt: now, version: before.version + 1 };
}

const targetOf = ({ target, organisationId }: Invitation): Target => ({ on: target, organisationId });

function demandOpen({ status }: Invitation): void {
  if (status === "accepted") throw new AppError("invitation.used");
  if (status === "cancelled") throw new AppError("invitation.cancelled");
}
