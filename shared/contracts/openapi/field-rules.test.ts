import { expect, it } from "vitest";
import { contracts } from "../all.ts";
import { eventsInternal } from "../events-internal.ts";
import { iamInternal } from "../iam-internal.ts";
import { notificationsInternal } from "../notifications-internal.ts";
import { residencyInternal } from "../residency-internal.ts";
import { FIELD_RULES } from "./field-rules.ts";

const everything: unknown = [contracts, eventsInternal, iamInternal, notificationsInternal, residencyInternal];

interface Check {
  readonly check?: string;
  readonly type?: string;
  readonly params?: { readonly code?: unknown };
}

/** What a shape, or what is written into one, is made of. */
function* madeOf(thing: unknown, seen = new Set<unknown>()): Generator<Check> {
  if (typeof thing !== "object" || thing === null || seen.has(thing)) return;
  seen.add(thing);
  const { _zod: shape } = thing as { _zod?: { def: Check } };
  if (shape) yield shape.def;
  for (const part of Object.values(shape?.def ?? thing)) yield* madeOf(part, seen);
}

const own = [...madeOf(everything)].filter(({ check, type }) => check === "custom" || type === "custom");

it("every rule of our own has a code, and what it means is written down", () => {
  expect(own.length).toBeGreaterThan(15);
  expect(own.map(({ params }) => params?.code).filter((code) => !(String(code) in FIELD_RULES))).toEqual([]);
});

it("no code is explained that is neither zod's nor that of a rule of our own", () => {
  const zods = ["invalid_type", "too_small", "too_big", "invalid_format", "not_multiple_of", "invalid_value"];
  const known = new Set([
    ...zods,
    "invalid_union",
    "invalid_key",
    "unknown_field",
    ...own.map(({ params }) => params?.code),
  ]);
  expect(Object.keys(FIELD_RULES).filter((code) => !known.has(code))).toEqual([]);
});
