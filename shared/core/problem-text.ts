import type { Facts } from "./errors.ts";
import { WORDS } from "./problems/words.ts";
import { type Code, type Language, type ProblemEntry, problems } from "./problems.ts";

/** `{most}`: what the fact is; `{most|booking|bookings}`: the first if it is 1, or else the second. */
const BLANK = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;

/** The facts that a text speaks of. */
export const factsIn = (text: string): string[] =>
  [...new Set([...text.matchAll(BLANK)].map(([, name = ""]) => name))].toSorted();

/** The detail of a refusal in a language, told by its facts: a word of a list in that language, a rule behind it by its own detail. */
export function detailOf(code: Code, facts: Facts, language: Language): string {
  return textOf(problems[code], facts, language).replace(BLANK, (blank, name: string, one?: string, more?: string) => {
    const fact = facts[name];
    if (fact === undefined) return blank;
    if (one !== undefined && more !== undefined) return fact === 1 ? one : more;
    if (name === "rule" && isCode(fact)) return detailOf(fact, factsOf(facts), language);
    const words: Readonly<Record<string, Readonly<Record<string, string>>>> = { ...WORDS[language] };
    return words[name]?.[String(fact)] ?? String(fact);
  });
}

/** No other fact has a dot in its name. */
const OF_RULE = "rule.";

/** The rule behind a refusal, as facts of that: its code, and its own facts by their names after `rule.`. */
export const ruleBehind = ({ code, facts }: { readonly code: Code; readonly facts: Facts }): Facts => ({
  rule: code,
  ...Object.fromEntries(Object.entries(facts).map(([name, fact]) => [`${OF_RULE}${name}`, fact])),
});

const isCode = (fact: Facts[string]): fact is Code => Object.hasOwn(problems, String(fact));

const factsOf = (facts: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([name, fact]) =>
      name.startsWith(OF_RULE) ? [[name.slice(OF_RULE.length), fact]] : [],
    ),
  );

function textOf({ when, ...texts }: ProblemEntry, facts: Facts, language: Language): string {
  const fact = when && facts[when.fact];
  const isSo = fact !== undefined && (when?.is === undefined || when.is === fact);
  return isSo && when ? when[language] : texts[language][1];
}
