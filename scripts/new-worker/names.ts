import { FORBIDDEN } from "../../tests/architecture/rooms.ts";

/** What there is already, and cannot be made again. */
export interface Taken {
  readonly workers: readonly string[];
  /** The prefix of every noun's ids. */
  readonly prefixes: Readonly<Record<string, string>>;
  /** The words that stand in public paths. */
  readonly segments: readonly string[];
}

export interface Names {
  /** `parcels`: the folder, the Worker, the database, the queue, the table. */
  readonly worker: string;
  /** `parcel` */
  readonly noun: string;
  readonly Noun: string;
  readonly Nouns: string;
  readonly BINDING: string;
  /** Three letters that no other noun's ids begin with. */
  readonly prefix: string;
}

/** What no variable of the language can be called. */
const OF_THE_LANGUAGE = [
  ...["arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete"],
  ...["do", "else", "enum", "eval", "export", "extends", "false", "finally", "for", "function", "if", "implements"],
  ...["import", "in", "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public"],
  ...["return", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "undefined", "var", "void"],
  ...["while", "with", "yield"],
];
/** What SQL does not take as a table. */
const OF_SQL = ["values", "references", "others"];
/** What the code of every worker calls something else. */
const OF_EVERY_WORKER = [
  ...["process", "access", "address", "thing", "home", "place", "row", "item", "page", "call", "route", "actor"],
  ...["commit", "load", "queue", "worker", "test", "doc", "event", "answer", "guard", "upload", "stage", "consumer"],
  ...[
    "contract",
    "schema",
    "name",
    "version",
    "view",
    "word",
    "text",
    "read",
    "save",
    "instant",
    "path",
    "door",
    "app",
  ],
  ...["env", "integer", "standing", "facts", "and", "adding", "after"],
];
const WORD = /^[a-z]{3,20}$/;

/**
 * What a worker of this name is called everywhere, or why there can be none. Where English does not tell the singular by the
 * plural, it must be given.
 */
export function namesFor(worker: string, taken: Taken, singular?: string): Names | string {
  const guesses = singularsOf(worker);
  const [noun, another] = singular === undefined ? guesses : [singular];
  for (const word of [worker, noun ?? worker])
    if (!WORD.test(word))
      return `${word || "no name"} is not one word of small letters: it is also a binding, a queue, a table and a variable`;
  if (taken.workers.includes(worker)) return `${worker} is there already`;
  if (noun === undefined)
    return `${worker} does not look plural: a worker is named after what it owns, as bookings is. Where it is, say the singular behind it`;
  if (noun === worker) return `${worker} cannot be one and many: the singular must be another word`;
  if (another !== undefined)
    return `one of its ${worker} may be a ${guesses.join(" or a ")}: say it behind, as in npm run new-worker ${worker} ${noun}`;
  for (const word of [worker, noun]) {
    const why = whyReserved(word);
    if (why) return `${word} is reserved: ${why}`;
  }
  if (noun in taken.prefixes) return `the noun ${noun} is taken: its ids begin with ${taken.prefixes[noun]}_`;
  if (taken.segments.includes(worker)) return `/${worker} is a part of a path already`;
  const prefix = prefixOf(noun, Object.values(taken.prefixes));
  if (prefix === undefined) return `no three letters of ${noun} are free for its ids`;
  return { worker, noun, Noun: capital(noun), Nouns: capital(worker), BINDING: worker.toUpperCase(), prefix };
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

function whyReserved(word: string): string | undefined {
  if (OF_THE_LANGUAGE.includes(word)) return "the language has that word for itself";
  if (capital(word) in globalThis) return `the platform has its own ${capital(word)}`;
  if (OF_SQL.includes(word)) return "SQL has that word for itself";
  if (FORBIDDEN.has(word)) return "it says nothing of what it is";
  return OF_EVERY_WORKER.includes(word) ? "every worker has something else of that name" : undefined;
}

/** What the singular may be, the likeliest first; more than one where English spells several so: parties and movies, boxes and axes. */
function singularsOf(plural: string): string[] {
  if (/[^aeiou]ies$/.test(plural)) return [`${plural.slice(0, -3)}y`, plural.slice(0, -1)];
  if (/(s|x|z|ch|sh|o)es$/.test(plural)) return [plural.slice(0, -2), plural.slice(0, -1)];
  if (/ves$/.test(plural)) return [plural.slice(0, -1), `${plural.slice(0, -3)}f`];
  return /[^s]s$/.test(plural) && !/(us|is|ias)$/.test(plural) ? [plural.slice(0, -1)] : [];
}

/** The first letter and two that follow it, consonants first. */
function prefixOf(noun: string, used: readonly string[]): string | undefined {
  const [first = "", ...rest] = noun;
  const letters = [...rest.filter((letter) => !"aeiou".includes(letter)), ...rest, ..."xyz"];
  const wanted = letters.flatMap((second, at) => letters.slice(at + 1).map((third) => first + second + third));
  return wanted.find((one) => !used.includes(one));
}
