import type { Source, Tree } from "./tree.ts";

export interface Violation {
  readonly path: string;
  /** What is wrong, in the words an exception repeats. */
  readonly what: string;
  readonly line?: number;
}

/** Something that is true of every file, one file at a time. */
export interface Rule {
  /** The end of a sentence that begins with "in this repository". */
  readonly says: string;
  readonly look: (source: Source) => Violation[];
}

/** A checked-in exception: which rule, where, what exactly, and why it may stay. */
export interface Exception {
  readonly rule: string;
  /** A file, or a folder that ends with `/`. */
  readonly at: string;
  /** The violation it excuses, word for word; a trailing `*` stands for any ending. */
  readonly what: string;
  readonly reason: string;
}

export interface Verdict {
  readonly broken: readonly Violation[];
  readonly unneeded: readonly Exception[];
}

const excuses = ({ at, what }: Exception, violation: Violation): boolean =>
  (at.endsWith("/") ? violation.path.startsWith(at) : violation.path === at) &&
  (what.endsWith("*") ? violation.what.startsWith(what.slice(0, -1)) : violation.what === what);

/** What breaks a rule without an excuse, and which excuses nobody needs any more. */
export function judge(name: string, rule: Rule, tree: Tree, exceptions: readonly Exception[]): Verdict {
  const found = tree.flatMap(rule.look);
  const ours = exceptions.filter((exception) => exception.rule === name);
  return {
    broken: found.filter((violation) => !ours.some((exception) => excuses(exception, violation))),
    unneeded: ours.filter((exception) => !found.some((violation) => excuses(exception, violation))),
  };
}
