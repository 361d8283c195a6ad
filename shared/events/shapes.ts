import * as v from "valibot";
import { HOME_KINDS } from "../core/homes.ts";
import { type Id, isId, type Noun, PREFIXES } from "../core/ids.ts";

/** An id of one kind. */
// @__NO_SIDE_EFFECTS__
export function id<N extends Noun>(noun: N) {
  return v.pipe(
    v.string(),
    v.regex(new RegExp(`^${PREFIXES[noun]}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`), `an id of a ${noun}`),
    v.guard((text: string): text is Id<N> => isId(noun, text)),
  );
}

/** Milliseconds since 1970. */
export const instant = /* @__PURE__ */ v.pipe(/* @__PURE__ */ v.number(), /* @__PURE__ */ v.integer());
export const homeKind = /* @__PURE__ */ v.picklist(HOME_KINDS);
export const text = /* @__PURE__ */ v.string();
