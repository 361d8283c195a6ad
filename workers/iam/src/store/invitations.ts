import { and, asc, desc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { days, type Instant, minutes } from "#shared/core/time";
import type { InvitationStatus } from "#shared/core/vocabulary";
import { adding, changing, changingOrNot, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import type { Invitation } from "../domain/invitation.ts";
import { invitations, organisations } from "./schema.ts";

/** The sweep leaves younger ones to the letter that is under way. */
const UNSENT_AGE = minutes(1);
/** The most letters one tick sends again. */
const UNSENT_LIMIT = 50;
/** How long an invitation, and the address in it, is kept after the last that happened to it. */
const KEPT = days(90);

const one = ([row]: Invitation[]): Invitation => {
  if (!row) throw new AppError("thing.not_found");
  return row;
};

export const invitationById = (id: Id<"invitation">): Read<Invitation> =>
  read((orm) => orm.select().from(invitations).where(eq(invitations.id, id)), one);

export const invitationBySecret = (secretHash: string): Read<Invitation> =>
  read((orm) => orm.select().from(invitations).where(eq(invitations.secretHash, secretHash)), one);

/** What its organisation is called; an empty text for one that is not known here. */
export const placeOfInvitation = (id: Id<"invitation">): Read<string> =>
  read(
    (orm) => {
      const whose = orm.select({ id: invitations.organisationId }).from(invitations).where(eq(invitations.id, id));
      return orm.select({ name: organisations.name }).from(organisations).where(eq(organisations.id, whose));
    },
    (rows) => rows[0]?.name ?? "",
  );

export const invitationList = (organisationId: Id<"organisation">, status: InvitationStatus | undefined): string =>
  `invitations ${organisationId} ${status ?? "any"}`;

export const listInvitationsOf = (
  organisationId: Id<"organisation">,
  status: InvitationStatus | undefined,
  after: After | undefined,
  limit: number,
): Read<Page<Invitation>> =>
  read(
    (orm) =>
      orm
        .select()
        .from(invitations)
        .where(
          and(
            eq(invitations.organisationId, organisationId),
            status && eq(invitations.status, status),
            after === undefined ? undefined : lt(invitations.id, `ivt_${String(after[0])}` as const),
          ),
        )
        .orderBy(desc(invitations.id))
        .limit(limit + 1),
    (rows) => pageOf(invitationList(organisationId, status), rows, limit, ({ id }) => [id.slice(4)]),
  );

/** Open ones of which no letter is known to have gone out, with what their organisations are called. */
export const unsentInvitations = (now: Instant): Read<{ invitation: Invitation; place: string }[]> =>
  read(
    (orm) =>
      orm
        .select({
          invitation: invitations,
          place:
            sql<string>`coalesce((select name from organisations as o where o.id = ${invitations.organisationId}), '')`.as(
              "place",
            ),
        })
        .from(invitations)
        .where(
          and(
            // Spelled out, so that the index of those without a letter is seen to fit.
            sql`${invitations.status} = 'open'`,
            isNull(invitations.sentAt),
            lt(invitations.updatedAt, now - UNSENT_AGE),
            gt(invitations.expiresAt, now),
          ),
        )
        .orderBy(asc(invitations.updatedAt))
        .limit(UNSENT_LIMIT),
    (rows) => rows,
  );

export const addInvitation = (invitation: Invitation): Save =>
  adding((orm) => orm.insert(invitations).values(invitation));

export const saveInvitation = (invitation: Invitation): Save =>
  changing(invitation.id, (orm) =>
    orm
      .update(invitations)
      .set(invitation)
      .where(and(eq(invitations.id, invitation.id), eq(invitations.version, invitation.version - 1))),
  );

/** Its letter went out, if the link in it is still the one. */
export const markSent = ({ id, secretHash }: Invitation, now: Instant): Save =>
  changingOrNot((orm) =>
    orm
      .update(invitations)
      .set({ sentAt: now })
      .where(and(eq(invitations.id, id), eq(invitations.secretHash, secretHash))),
  );

/** No invitation keeps the address; an open one is withdrawn. */
export const forgetInvited = (email: string, now: Instant): Save =>
  changingOrNot((orm) =>
    orm
      .update(invitations)
      .set({
        email: "",
        status: sql`case when ${invitations.status} = 'open' then 'cancelled' else ${invitations.status} end`,
        updatedAt: now,
        version: sql`${invitations.version} + 1`,
      })
      .where(eq(invitations.email, email)),
  );

export const removeOldInvitations = (now: Instant): Save =>
  changingOrNot((orm) => orm.delete(invitations).where(lt(invitations.updatedAt, now - KEPT)));
