import type { Listener } from "#shared/events/catalogue";
import { commit } from "#shared/worker/commit";
import { heardName } from "#shared/worker/heard";
import { load } from "#shared/worker/load";
import { log } from "#shared/worker/log";
import type { Call } from "../call.ts";
import { unheardBy } from "../clients/listeners.ts";
import { closedRows, windowOf } from "../domain/audit-window.ts";
import { SCAN_LIMIT, saveScan, unscannedOf } from "../store/audits.ts";

/**
 * Ask a listener for the events of the next closed window, and write down those it has neither acted on nor lost to the
 * dead letters. Answers whether more of the log is waiting.
 */
export async function auditListener(call: Call, listener: Listener): Promise<boolean> {
  const { rows } = await load(call, { rows: unscannedOf(listener) });
  const closed = closedRows(rows, call.now - windowOf(call.env.AUDIT_WINDOW_SECONDS));
  const last = closed.at(-1);
  const theirs = closed.filter(({ listeners }) => listeners.includes(listener));
  const unheard = await unheardBy(
    call,
    listener,
    theirs.map(({ id }) => heardName(id, "")),
  );
  const missing = theirs.filter(({ id }) => unheard.has(heardName(id, ""))).map(({ seq }) => seq);
  if (missing.length > 0) log("audit.missing", { listener, count: missing.length });
  const save = last ? saveScan(listener, last.seq, missing, call.now) : [];
  return commit(call, { save, events: [], result: closed.length === SCAN_LIMIT });
}
