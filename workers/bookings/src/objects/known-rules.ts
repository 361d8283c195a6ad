import type { Id } from "#shared/core/ids";
import type { CalendarRules } from "../domain/place.ts";

/** What the doorman knows of how each resource may be booked: the newest version he heard of. */
export class KnownRules {
  readonly #sql: SqlStorage;
  /** Their versions, within one turn: what a turn that failed had written is not remembered by the next. */
  readonly #versions = new Map<Id<"resource">, number>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Forgets what was remembered of the last turn. */
  beginTurn(): void {
    this.#versions.clear();
  }

  rulesOf(resourceId: Id<"resource">): CalendarRules | undefined {
    const [row] = this.#sql
      .exec<{ rules: string }>("SELECT rules FROM rules WHERE resource_id = ?", resourceId)
      .toArray();
    return row && (JSON.parse(row.rules) as CalendarRules);
  }

  /** Asked of each wish, and read once a turn. */
  versionOf(resourceId: Id<"resource">): number | undefined {
    const kept = this.#versions.get(resourceId);
    if (kept !== undefined) return kept;
    const known = "SELECT version FROM rules WHERE resource_id = ?";
    const [row] = this.#sql.exec<{ version: number }>(known, resourceId).toArray();
    if (row) this.#versions.set(resourceId, row.version);
    return row?.version;
  }

  /** Forgets the rules of a resource, whatever their version. */
  unlearn(resourceId: Id<"resource">): void {
    this.#versions.delete(resourceId);
    this.#sql.exec("DELETE FROM rules WHERE resource_id = ?", resourceId);
  }

  /** Keeps the rules of a resource; an older version than is known changes nothing. */
  learn(resourceId: Id<"resource">, rules: CalendarRules): void {
    this.#versions.delete(resourceId);
    this.#sql.exec(
      `INSERT INTO rules VALUES (?1, ?2, ?3)
       ON CONFLICT (resource_id) DO UPDATE SET version = ?2, rules = ?3 WHERE version < ?2`,
      ...[resourceId, rules.version, JSON.stringify(rules)],
    );
  }
}
