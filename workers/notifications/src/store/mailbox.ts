import { and, desc, eq, lte } from "drizzle-orm";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { changingOrNot, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import type { Mail } from "../domain/mail.ts";
import { mailbox } from "./schema.ts";

/** The most e-mails one look into the mailbox shows. */
const SHOWN = 200;

export interface Received extends Mail {
  readonly at: Instant;
}

/** The newest first; only those to one address, if one is given. */
export const receivedBy = (to: string | undefined): Read<Received[]> =>
  read(
    (orm) =>
      orm
        .select({
          to: mailbox.address,
          subject: mailbox.subject,
          text: mailbox.text,
          html: mailbox.html,
          at: mailbox.at,
        })
        .from(mailbox)
        .where(and(to === undefined ? undefined : eq(mailbox.address, to.toLowerCase())))
        .orderBy(desc(mailbox.at), desc(mailbox.id))
        .limit(SHOWN),
    (rows) => rows,
  );

/** When the newest e-mail came that is one too many; undefined while there is room. */
export const overflowAfter = (kept: number): Read<Instant | undefined> =>
  read(
    (orm) =>
      orm.select({ at: mailbox.at }).from(mailbox).orderBy(desc(mailbox.at), desc(mailbox.id)).limit(1).offset(kept),
    ([row]) => row?.at,
  );

/** The same delivery arrives once. */
export const receive = (id: Id<"delivery">, mail: Mail, now: Instant): Save =>
  changingOrNot((orm) =>
    orm
      .insert(mailbox)
      .values({ id, address: mail.to.toLowerCase(), subject: mail.subject, text: mail.text, html: mail.html, at: now })
      .onConflictDoNothing(),
  );

export const dropReceived = (until: Instant): Save =>
  changingOrNot((orm) => orm.delete(mailbox).where(lte(mailbox.at, until)));
