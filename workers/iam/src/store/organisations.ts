import { and, asc, eq, gt, sql } from "drizzle-orm";
import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import { adding, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { type After, type Page, pageOf } from "#shared/worker/page";
import type { Organisation } from "../domain/organisation.ts";
import { organisations } from "./schema.ts";

export const organisationById = (id: Id<"organisation">): Read<Organisation> =>
  read(
    (orm) => orm.select().from(organisations).where(eq(organisations.id, id)),
    ([row]) => {
      if (!row) throw new AppError("thing.not_found");
      return row;
    },
  );

/** The organisation of that id; of anything else's id there is none. */
export const organisationNamed = (id: string): Read<Organisation | undefined> =>
  read(
    (orm) => orm.select().from(organisations).where(sql`${organisations.id} = ${id}`),
    (rows) => rows[0],
  );

type Ids = "*" | readonly Id<"organisation">[];

export const organisationList = (ids: Ids): string => `organisations ${ids === "*" ? "*" : ids.join(" ")}`;

export const listOrganisationsOf = (ids: Ids, after: After | undefined, limit: number): Read<Page<Organisation>> =>
  read(
    (orm) =>
      orm
        .select()
        .from(organisations)
        .where(
          and(
            ids === "*" ? undefined : sql`${organisations.id} in (select value from json_each(${JSON.stringify(ids)}))`,
            after === undefined ? undefined : gt(organisations.id, `org_${String(after[0])}` as const),
          ),
        )
        .orderBy(asc(organisations.id))
        .limit(limit + 1),
    (rows) => pageOf(organisationList(ids), rows, limit, ({ id }) => [id.slice(4)]),
  );

export const addOrganisation = (organisation: Organisation): Save =>
  adding((orm) => orm.insert(organisations).values(organisation));
