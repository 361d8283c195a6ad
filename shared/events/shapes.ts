import * as v from "valibot";
import { HOME_KINDS } from "../core/homes.ts";
import { isId, type Id, type Noun } from "../core/ids.ts";

/** An id of one kind. */
// @__NO_SIDE_EFFECTS__
export function id<N extends Noun>(noun: N) {
  return v.custom<Id<N>>((input) => typeof input === "string" && isId(noun, input), `an id of a ${noun}`);
}

/** Milliseconds since 1970. */
export const instant = /* @__PURE__ */ v.pipe(/* @__PURE__ */ v.number(), /* @__PURE__ */ v.integer());
export const homeKind = /* @__PURE__ */ v.picklist(HOME_KINDS);
export const text = /* @__PURE__ */ v.string();
