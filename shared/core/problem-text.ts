import type { Facts } from "./errors.ts";
import { type Code, type Language, type ProblemEntry, problems } from "./problems.ts";
import { WORDS } from "./problems/words.ts";

/** `{most}`: what the fact is; `{most|booking|bookings}`: the first if it is 1, or else the second. */
const BLANK = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g;

/** The facts that a text speaks of. */
export const factsIn = (text: string): string[] =>
  [...new Set([...text.matchAll(BLANK)].map(([, name = ""]) => name))].toSorted();

/** The detail of a refusal in a language, told by its facts. */
export function detailOf(code: Code, facts: Facts, language: Language): string {
  return textOf(problems[code], facts, language).replace(BLANK, (blank, name: string, one?: string, more?: string) => {
    const fact = facts[name];
    if (fact === undefined) return blank;
    if (one !== undefined && more !== undefined) return fact === 1 ? one : more;
    const words: Readonly<Record<string, Readonly<Record<string, string>>>> = { ...WORDS[language] };
    return words[name]?.[String(fact)] ?? String(fact);
  });
}

function textOf({ when, ...texts }: ProblemEntry, facts: Facts, language: Language): string {
  const fact = when && facts[when.fact];
  const isSo = fact !== undefined && (when?.is === undefined || when.is === fact);
  return isSo && when ? when[language] : texts[language][1];
}
