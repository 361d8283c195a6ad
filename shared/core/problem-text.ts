import type { Facts } from "./errors.ts";
import { WORDS } from "./problems/words.ts";
import { type Code, type Language, type ProblemEntry, problems } from "./problems.ts";

/** `{most}`: what the fact is; `{most|booking|bookings}`: the first if it is 1, or else the second. */
const BLANK = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;
/** The facts of the rule behind a refusal have names that begin so; no other fact has a dot in its name. */
const OF_RULE = "rule.";

/** The facts that a text speaks of. */
export const factsIn = (text: string): string[] =>
  [...new Set([...text.matchAll(BLANK)].map(([, name = ""]) => name))].toSorted();

/** The rule behind a refusal, as facts of that: its code, and its own facts by their names after `rule.`. */
export const ruleBehind = ({ code, facts }: { readonly code: Code; readonly facts: Facts }): Facts => ({
  rule: code,
  ...Object.fromEntries(Object.entries(facts).map(([name, fact]) => [OF_RULE + name, fact])),
});

/** The detail of a refusal in a language, told by its facts: a word of a list in that language, the rule behind it by its own detail. */
export function detailOf(code: Code, facts: Facts, language: Language, of = ""): string {
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = { ...WORDS[language] };
  const { when, ...texts }: ProblemEntry = problems[code];
  const text = when && isSo(facts[of + when.fact], when.is) ? when[language] : texts[language][1];
  return text.replace(BLANK, (blank, name: string, one?: string, more?: string) => {
    const fact = facts[of + name];
    if (fact === undefined) return blank;
    if (one !== undefined && more !== undefined) return fact === 1 ? one : more;
    if (of === "" && name === "rule" && isCode(fact)) return detailOf(fact, facts, language, OF_RULE);
    return words[name]?.[String(fact)] ?? String(fact);
  });
}

const isSo = (fact: Facts[string] | undefined, is = fact): boolean => fact !== undefined && fact === is;

const isCode = (fact: Facts[string]): fact is Code => Object.hasOwn(problems, String(fact));
