/** A step of a plan that reads a whole table, or sorts before it cuts a page, in statements with these words; and why it may. */
interface AcceptedScan {
  readonly step: string;
  readonly of: string;
  readonly reason: string;
}

const SORTED = "USE TEMP B-TREE FOR ORDER BY";

/** A page that is cut from a table as it stands, by its key or an index of its order, leaves nothing out and reads no more. */
const PAGE = "a page in the order of the key, from which nothing is left out";

export const accepted: readonly AcceptedScan[] = [
  {
    step: "SCAN outbox",
    of: 'from "outbox" where "outbox"."at" < ? order by "outbox"."id" asc limit ?',
    reason: "what stands there is still to be brought away, and all but the last seconds of it is asked for",
  },

  { step: SORTED, of: 'from "bookings" where "bookings"."request_key" = ?', reason: "the bookings of one request" },
  { step: SORTED, of: '"bookings"."request_key" >= ?', reason: "the bookings of one request that recurs" },
  {
    step: SORTED,
    of: 'from "resources" "mine" inner join "resources" on "resources"."calendar_id" = "mine"."calendar_id"',
    reason: "what one person and their homes used lately of one calendar",
  },
  {
    step: SORTED,
    of: 'inner join "bookings" "waiter" on ("waiter"."calendar_id" = "calendars"."id"',
    reason: "what those who wait in one calendar used lately of one resource, when that is changed",
  },
  {
    step: "SCAN bookings USING INDEX bookings_with_questions",
    of: 'update "bookings" set "version" = "bookings"."version" + 1, "questions" = replace(',
    reason: "the few requests about which something was asked, when one of the house has left",
  },
  { step: "SCAN calendar", of: "SELECT sharing FROM calendar", reason: "one row at most" },
  { step: SORTED, of: "order by abs(", reason: "what one feed shows: a person's or a resource's, of the last months" },
  {
    step: SORTED,
    of: 'from "blackouts" where ("blackouts"."resource_id" = ? and "blackouts"."end_at" > ?',
    reason: "when one resource is still to be closed",
  },
  { step: "SEARCH places", of: "SELECT max(max(", reason: "a calendar looks once through its own places, as it wakes" },
  {
    step: "SCAN places",
    of: "FROM places WHERE resource_id = ?",
    reason: "a calendar is compared with the book, or made anew from it: all of it is asked for",
  },
  {
    step: "SCAN places",
    of: "UPDATE places SET request_key = booking_id",
    reason: "once for each calendar in which somebody asked for others who has left for good",
  },
  { step: "SCAN doubts", of: "FROM doubts", reason: "empty, but for the moments in which a calendar is made anew" },

  { step: SORTED, of: 'from "grants" where ("grants"."user_id" = ', reason: "the grants of one person" },
  { step: "SCAN signing_keys", of: 'from "signing_keys"', reason: "the few keys there are" },
  { step: SORTED, of: 'from "signing_keys"', reason: "the few keys there are" },
  {
    step: "SCAN organisations USING INDEX sqlite_autoindex_organisations_1",
    of: 'from "organisations" order by "organisations"."id"',
    reason: PAGE,
  },
  {
    step: "SCAN counters",
    of: "DELETE FROM counters WHERE until <= ?",
    reason: "once an hour in one of sixteen shards; an index would cost each attempt to sign in a write more",
  },

  { step: "SCAN dead_letters", of: 'from "dead_letters" order by "dead_letters"."id"', reason: PAGE },
  { step: "SCAN events", of: 'select "seq", "received_at" from "events" order by "events"."seq" asc', reason: PAGE },
  { step: "SCAN events", of: 'select "seq" from "events" order by "events"."seq"', reason: "the end of the log" },
  { step: "SCAN replays", of: 'from "replays" order by "replays"."id" desc', reason: PAGE },
  {
    step: "SCAN events USING INDEX audit_of_all",
    of: `where "events"."type" = 'audit.recorded' order by "events"."seq" desc`,
    reason: PAGE,
  },
  { step: SORTED, of: '"events"."id" in (select value from json_each(?))', reason: "the events at hand" },

  {
    step: SORTED,
    of: 'from "deliveries" where ("deliveries"."user_id" = ? and ',
    reason: "what one person waits for",
  },
  {
    step: SORTED,
    of: 'order by "claims"."submitted_at" desc',
    reason: "a week's claims in the buildings of one person",
  },
  {
    step: "SCAN mailbox USING INDEX mailbox_by_age",
    of: 'order by "mailbox"."at" desc, "mailbox"."id" desc limit ?',
    reason: "the mailbox of a laptop",
  },
  {
    step: "SCAN mailbox USING COVERING INDEX mailbox_by_age",
    of: 'order by "mailbox"."at" desc, "mailbox"."id" desc limit ? offset ?',
    reason: "the mailbox of a laptop",
  },

  {
    step: "SCAN buildings USING INDEX sqlite_autoindex_buildings_1",
    of: 'from "buildings" where true order by "buildings"."id"',
    reason: PAGE,
  },
  {
    step: "SCAN buildings USING INDEX sqlite_autoindex_buildings_1",
    of: 'from "buildings" where false order by',
    reason: "nobody has a building: it does not begin",
  },
  {
    step: SORTED,
    of: `"buildings"."id" in (select value from json_each(?)) or "buildings"."organisation_id" in`,
    reason: "where one person lives or serves",
  },
  { step: SORTED, of: 'count(*) over () as "total" from "units"', reason: "the units of one building" },
  { step: SORTED, of: 'where ("residences"."unit_id" = ? and ', reason: "who lived in one unit" },
  { step: SORTED, of: 'where ("residences"."user_id" = ? and ', reason: "where one person lives" },
];
