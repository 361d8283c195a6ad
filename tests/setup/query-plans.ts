import { env } from "cloudflare:workers";
import { afterAll, expect } from "vitest";
import { watchDatabase, watchObjects, wholeReads } from "#shared/testing/query-plans";

watchDatabase(env.DB);
await watchObjects(env);

afterAll(async () => {
  const says = "a statement reads a whole table: give it an index, or accept it in shared/testing/accepted-scans.ts";
  expect(await wholeReads(env.DB), says).toEqual([]);
});
