import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { drillOthers } from "../../scripts/drill/others.ts";
import { drillRestore } from "../../scripts/drill/restore.ts";
import { ROOT } from "./world.ts";

const SEVEN_STARTS_MS = 600_000;
const stateDir = mkdtempSync(join(tmpdir(), "courtyard-restore-"));
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

describe("a database that is lost and restored from a copy", () => {
  it("comes back as docs/operations.md says: what is there, what is lost, what whoever restores must do [X-13]", async () => {
    const told: string[] = [];
    await drillRestore({ root: ROOT, stateDir: join(stateDir, "bookings"), tell: (claim) => told.push(claim) });
    expect(told.filter((claim) => claim.startsWith("To do:"))).toHaveLength(4);
  });

  it("comes back in each of the other workers as docs/operations.md says of it [X-13]", {
    timeout: SEVEN_STARTS_MS,
  }, async () => {
    const told: string[] = [];
    await drillOthers({ root: ROOT, stateDir: join(stateDir, "others"), tell: (claim) => told.push(claim) });
    expect(told.filter((claim) => /to do:/i.test(claim))).toHaveLength(6);
  });
});
