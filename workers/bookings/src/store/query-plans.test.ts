import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { prepared, ranInObjects, wholeReads } from "#shared/testing/query-plans";
import { anId } from "#shared/testing/story";
import { openDatabase } from "#shared/worker/database";
import type { Env } from "../call.ts";
import { Places } from "../objects/places.ts";

const { DB, CALENDARS } = env as unknown as Env;

const found = async (words: string): Promise<string[]> => (await wholeReads(DB)).filter((one) => one.includes(words));

// Each of these is a fault that this very file would fail for.
afterEach(async () => {
  prepared.clear();
  ranInObjects.clear();
  await DB.exec("DROP TRIGGER IF EXISTS nosy");
});

describe("the look at what statements read", () => {
  it("names a statement that reads every booking, and lets be what an index finds", async () => {
    const { orm } = openDatabase(DB, "first-primary");
    await orm.all(sql`select id from bookings where attendees = ${3}`);
    await orm.all(sql`select attendees from bookings where id = ${anId("booking")}`);
    expect(await found("attendees")).toEqual(["SCAN bookings in select id from bookings where attendees = ?"]);
  });

  it("takes an index of some rows for none where only the value that is asked for now fits it", async () => {
    const { orm } = openDatabase(DB, "first-primary");
    await orm.all(sql`select queued_at from bookings where resource_id = ${"res_"} and status = ${"waiting"}`);
    expect(await found("queued_at")).toEqual([expect.stringMatching(/^SCAN bookings in /)]);
  });

  it("names what is sorted before a page of it is cut", async () => {
    const { orm } = openDatabase(DB, "first-primary");
    await orm.all(sql`select id from bookings where user_id = ${anId("user")} order by attendees limit ${20}`);
    expect(await found("attendees")).toEqual([expect.stringMatching(/^USE TEMP B-TREE FOR ORDER BY in /)]);
  });

  it("names the children that the database goes through because a parent's id is set", async () => {
    const { orm } = openDatabase(DB, "first-primary");
    const id = anId("resource");
    await orm.run(sql`update resources set id = ${id} where id = ${id}`);
    expect(await found("update resources")).toContainEqual(expect.stringMatching(/^SCAN bookings /));
  });

  it("sees into triggers: their conditions, and what they do", async () => {
    await DB.prepare(
      `CREATE TRIGGER nosy AFTER UPDATE ON bookings
       WHEN EXISTS (SELECT 1 FROM bookings AS other WHERE other.attendees = NEW.attendees)
       BEGIN DELETE FROM blackouts WHERE reason = NEW.reason; END`,
    ).run();
    expect(await wholeReads(DB)).toEqual([
      expect.stringMatching(/^SCAN other\b.* in select 1 where EXISTS /),
      "SCAN blackouts in DELETE FROM blackouts WHERE reason = ?",
    ]);
  });

  it("sees what an object runs in its own database", async () => {
    await runInDurableObject(CALENDARS.getByName(anId("calendar")), (_, { storage: { sql: own } }) => {
      const places = new Places(own);
      own.exec("DROP INDEX places_by_due");
      places.takeDue(0, 20, 0);
    });
    const where = expect.stringContaining("WHERE due_at <= ?");
    expect(await wholeReads(DB)).toEqual([where, where]);
  });
});
