import { demand } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { readCsv } from "#shared/worker/csv";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import {
  IMPORT_COLUMNS,
  labelKeysOf,
  MAX_ROWS,
  planImport,
  REQUIRED_COLUMNS,
  type RowFault,
} from "../domain/unit-import.ts";
import { buildingById } from "../store/buildings.ts";
import { livesIn } from "../store/residences.ts";
import { addEntrances, addUnits, entrancesOf, unitsLabelled } from "../store/units.ts";

/** What an import made, or would make. */
interface ImportReport {
  readonly dryRun: boolean;
  readonly rows: number;
  readonly created: number;
  readonly createdEntrances: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly errors: readonly RowFault[];
}

/** Make a building's entrances and units from a CSV file: all of it or nothing. */
export async function importUnits(
  call: Call,
  buildingId: Id<"building">,
  file: Uint8Array,
  dryRun: boolean,
): Promise<ImportReport> {
  const table = readCsv(file, { columns: IMPORT_COLUMNS, required: REQUIRED_COLUMNS, maxRows: MAX_ROWS });
  const { building, lives, entrances, units } = await load(call, {
    building: buildingById(buildingId),
    lives: livesIn(call.actor, buildingId, call.now),
    entrances: entrancesOf(buildingId),
    units: unitsLabelled(buildingId, labelKeysOf(table.rows)),
  });
  demand(call.actor, building, "unit.import", lives);
  const ids = { entrance: () => newId("entrance", call.now), unit: () => newId("unit", call.now) };
  const plan = planImport(table, { buildingId, entrances, units }, ids, call.now);
  const { rows, refused, errors, unchanged } = plan;
  const counts = { created: plan.units.length, createdEntrances: plan.entrances.length };
  const report = { dryRun, rows, ...counts, unchanged, refused, errors };
  if (dryRun) return report;
  if (refused > 0) throw new AppError("import.rows_refused", { facts: { rows, refused }, errors });
  return commit(call, {
    save: [...addEntrances(plan.entrances), ...addUnits(plan.units)],
    events: [],
    result: report,
    audit: { subject: newId("import", call.now), building: buildingId, fields: ["entrances", "units"] },
    // Somebody added one of them meanwhile; the next try sees it.
    refusals: {
      "building_id, entrances.label_key": "thing.concurrent",
      "building_id, units.label_key": "thing.concurrent",
    },
  });
}
