/**
 * Stands for what drizzle has for `db.query` and for the columns of PostgreSQL, in the bundles of our Workers: their
 * databases are opened without relations, and theirs are the columns of SQLite.
 */
const demandNothing = (): never => {
  throw new Error("our databases have no relations: see shared/worker/unrelated.ts");
};

export const isPgEnum = (): boolean => false;

export class Many {}
export class One {}
export class RelationalQueryBuilder {}

export {
  demandNothing as createTableRelationsHelpers,
  demandNothing as extractTablesRelationalConfig,
  demandNothing as getOperators,
  demandNothing as getOrderByOperators,
  demandNothing as getPgColumnBuilders,
  demandNothing as getSQLiteColumnBuilders,
  demandNothing as normalizeRelation,
};
