import { residencyInternal } from "#shared/contracts/residency-internal";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import { recordIn } from "#shared/events/verdict";
import { keyringOf } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import { ask } from "#shared/worker/peer";
import type { Call } from "../call.ts";
import { secretsOf } from "../clients/secrets.ts";
import { demandAuditOf, demandWholeAudit, readsAuditOf, runsOrganisations } from "../domain/audience.ts";
import { type AuditFilter, auditList, listAuditRecords } from "../store/events.ts";
import { keysBeside } from "../store/keys.ts";

interface Deed {
  readonly id: Id<"event">;
  readonly at: Instant;
  readonly source: string;
  readonly actor: string;
  readonly subject: string;
  readonly buildingId: Id<"building"> | null;
  readonly requestId: string | null;
  /** Null where the words went with their person. */
  readonly record: ReturnType<typeof recordIn> | null;
}

/** Who did what, for whom runs the building; everything, for whom runs the platform. */
export async function listAudit(
  call: Call,
  filter: AuditFilter,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Deed>> {
  const after = afterOf(auditList(filter), page.cursor);
  const { records } = await load(call, { records: listAuditRecords(filter, after, page.limit) });
  await demandAudit(call, filter.building);
  const ring = await keyringOf(secretsOf(call.env), keysBeside(records.items));
  const items = await Promise.all(
    records.items.map(async ({ seq: _, ...row }) => {
      const data = await ring.reveal(row);
      return { ...row, record: data === null ? null : recordIn(data) };
    }),
  );
  return { items, nextCursor: records.nextCursor };
}

/** The log knows no building's organisation: where that could change the verdict, residency is asked. */
async function demandAudit(call: Call, building: Id<"building"> | undefined): Promise<void> {
  if (!building) return demandWholeAudit(call.actor);
  if (readsAuditOf(call.actor, building)) return;
  const told = runsOrganisations(call.actor)
    ? await ask(call, call.env.RESIDENCY, residencyInternal.homesOf, { userId: null, buildingId: building })
    : { building: null };
  demandAuditOf(call.actor, building, told.building);
}
