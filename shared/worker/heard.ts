import { lt, sql } from "drizzle-orm";
import { days, hours, type Instant } from "../core/time.ts";
import type { Orm } from "./database.ts";
import { answers, heard } from "./tables.ts";

/** Longer than any event can still be under way: the audit windows, and a week of hourly tries of a dead letter. */
const HEARD_KEPT = days(35);
const ANSWERS_KEPT = hours(24);

/** An event's name in the audit of one listener: its id, and behind a space the replay it came with. */
export const heardName = (eventId: string, replay: string): string => (replay ? `${eventId} ${replay}` : eventId);

/** Which of these events have no `heard` row. */
export async function unheardOf(orm: Orm, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const rows = await orm.all<{ name: string }>(sql`
    select value as name from json_each(${JSON.stringify(names)})
    where not exists (
      select 1 from ${heard}
      where event_id = substr(value || ' ', 1, instr(value || ' ', ' ') - 1) and replay = substr(value, instr(value || ' ', ' ') + 1)
    )`);
  return rows.map((row) => row.name);
}

/** Drops heard rows and stored answers that nothing can ask for any more. */
export async function forgetOld(orm: Orm, now: Instant): Promise<void> {
  await orm.batch([
    orm.delete(heard).where(lt(heard.at, now - HEARD_KEPT)),
    orm.delete(answers).where(lt(answers.at, now - ANSWERS_KEPT)),
  ]);
}
