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

/** Words of the language, of the platform, and of every worker: nothing can have them as a name. */
const RESERVED = [
  ...["class", "this", "process", "delete", "news", "case", "yes", "access", "alias", "address"],
  ...["things", "homes", "places", "rows", "items", "pages", "calls", "routes", "actors", "commits", "loads", "queues"],
  ...["workers", "tests", "docs", "events", "answers", "guards", "uploads", "stages", "consumers", "contracts"],
];
const WORD = /^[a-z]{3,20}$/;

/** What a worker of this name is called everywhere, or why there can be none. */
export function namesFor(worker: string, taken: Taken): Names | string {
  if (!WORD.test(worker))
    return `${worker || "no name"} is not one word of small letters: it is also a binding, a queue, a table and a variable`;
  const noun = singularOf(worker);
  if (noun === undefined) return `${worker} is not plural: a worker is named after what it owns, as bookings is`;
  if (taken.workers.includes(worker)) return `${worker} is there already`;
  if ([...RESERVED, ...FORBIDDEN].some((word) => word === worker || word === noun))
    return `${worker} is a reserved word`;
  if (noun in taken.prefixes) return `the noun ${noun} is taken: its ids begin with ${taken.prefixes[noun]}_`;
  if (taken.segments.includes(worker)) return `/${worker} is a part of a path already`;
  const prefix = prefixOf(noun, Object.values(taken.prefixes));
  if (prefix === undefined) return `no three letters of ${noun} are free for its ids`;
  return { worker, noun, Noun: capital(noun), Nouns: capital(worker), BINDING: worker.toUpperCase(), prefix };
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** As English spells it: parties, boxes, parcels. */
function singularOf(plural: string): string | undefined {
  if (/[^aeiou]ies$/.test(plural)) return `${plural.slice(0, -3)}y`;
  if (/(ss|x|ch|sh)es$/.test(plural)) return plural.slice(0, -2);
  return /[^s]s$/.test(plural) ? plural.slice(0, -1) : undefined;
}

/** The first letter and two that follow it, consonants first. */
function prefixOf(noun: string, used: readonly string[]): string | undefined {
  const [first = "", ...rest] = noun;
  const letters = [...rest.filter((letter) => !"aeiou".includes(letter)), ...rest, ..."xyz"];
  const wanted = letters.flatMap((second, at) => letters.slice(at + 1).map((third) => first + second + third));
  return wanted.find((one) => !used.includes(one));
}
