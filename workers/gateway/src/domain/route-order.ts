/** Sorts behind every letter. */
const LAST = "\uffff";

const keyOf = (path: string): string => path.replaceAll("{", LAST);

/** Sorts paths so that where a word and a parameter compete for a place, as in `/users/me` and `/users/{id}`, the word comes first. */
export const wordsFirst = (a: string, b: string): number => Number(keyOf(a) > keyOf(b)) - Number(keyOf(a) < keyOf(b));
