import { expect, it } from "vitest";
import type { Actor } from "../core/actor.ts";
import { newId } from "../core/ids.ts";
import { decodeActor, encodeActor } from "./identity.ts";

it("carries whoever acts through a header unchanged, whatever their locale and grants", () => {
  const actor: Actor = {
    kind: "person",
    id: newId("user", 0),
    sid: newId("session", 0),
    authAt: 0,
    locale: "es-ñ-日本",
    verified: true,
    grants: [{ role: "manager", on: "*", can: ["unit.read"] }],
  };
  const header = encodeActor(actor);
  expect(header).toMatch(/^[\w-]+$/);
  expect(decodeActor(header)).toEqual(actor);
});

it("takes a missing header for nobody", () => {
  expect(decodeActor(undefined)).toEqual({ kind: "nobody" });
});
