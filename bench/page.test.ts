import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Measured, pageOf } from "./harness/report.ts";
import { ROWS } from "./rows.ts";

const contentOf = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const measured: Measured[] = JSON.parse(contentOf("measured.json"));

it("what is written of performance is what was measured, and what the rows say of themselves", () =>
  expect(contentOf("../docs/performance.md")).toBe(pageOf(measured, ROWS)));
