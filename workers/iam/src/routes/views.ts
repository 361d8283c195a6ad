import { toIso } from "#shared/core/time";
import type { Tokens } from "../clients/tokens.ts";
import type { GrantRow } from "../domain/grant.ts";
import type { Invitation } from "../domain/invitation.ts";
import type { Organisation } from "../domain/organisation.ts";
import type { Session } from "../domain/session.ts";

export const grantView = ({ id, role, target, fromAt, untilAt }: GrantRow) => ({
  id,
  role,
  on: target,
  fromAt: toIso(fromAt),
  untilAt: untilAt === null ? null : toIso(untilAt),
});

export const userView = ({ user, grants }: Pick<Tokens, "user" | "grants">) => ({
  id: user.id,
  email: user.email ?? "",
  name: user.name,
  locale: user.locale,
  verified: true,
  grants: grants.map(grantView),
  createdAt: toIso(user.createdAt),
  updatedAt: toIso(user.updatedAt),
});

export const sessionView = ({
  id,
  client,
  current,
  createdAt,
  rotatedAt,
}: Session & { readonly current: boolean }) => ({
  id,
  client,
  current,
  createdAt: toIso(createdAt),
  lastUsedAt: toIso(rotatedAt),
});

export const organisationView = ({ id, name, createdAt, updatedAt }: Organisation) => ({
  id,
  name,
  createdAt: toIso(createdAt),
  updatedAt: toIso(updatedAt),
});

export const invitationView = (invitation: Invitation) => ({
  id: invitation.id,
  organisationId: invitation.organisationId,
  email: invitation.email,
  role: invitation.role,
  on: invitation.target,
  status: invitation.status,
  expiresAt: toIso(invitation.expiresAt),
  sentAt: invitation.sentAt === null ? null : toIso(invitation.sentAt),
  createdAt: toIso(invitation.createdAt),
  updatedAt: toIso(invitation.updatedAt),
});
