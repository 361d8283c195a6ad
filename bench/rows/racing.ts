import { days, hours, minutes } from "#shared/core/time";
import { requestOf } from "../harness/connection.ts";
import { type Attempt, type Booked, racingFaults } from "../harness/history.ts";
import { limitOf } from "../harness/limit.ts";
import { exhaust } from "../harness/load.ts";
import { randomFrom } from "../harness/random.ts";
import type { Row } from "../row.ts";

const ATTEMPTS = 10_000;
const QUICK_ATTEMPTS = 1_000;
const RESOURCES = 50;
const PEOPLE = 100;
const CONNECTIONS = 64;
const SEED = 20_261_126;
/** Times lie within so many days, so that most attempts meet another. */
const WITHIN_DAYS = 4;
const STEP = minutes(15);
const LONGEST_STEPS = 12;
/** As many attempts as make one figure. */
const CHUNK = 1_000;
/** A token lives ten minutes: after so long everybody gets a fresh one. */
const TOKENS_SERVE = minutes(5);

export const racing: Row = {
  name: "racing",
  about:
    "10,000 attempts of 100 residents to book overlapping random times of 50 resources for one, then a checker over the whole history: no two may have one time, and nothing acknowledged may be lost.",
  async run({ runtime, town, tokenOf, quick }) {
    const residents = await town.residents(PEOPLE);
    const resources: string[] = [];
    for (let left = RESOURCES; left > 0; left -= 1)
      resources.push((await town.resource({ mode: "free", stepMinutes: 15, minMinutes: 15 })).id);
    const random = randomFrom(SEED);
    const below = (limit: number) => Math.floor(random() * limit);
    const first = Math.ceil((Date.now() + days(1)) / hours(1)) * hours(1);

    const attempts: Attempt[] = [];
    const loads: Awaited<ReturnType<typeof exhaust>>[] = [];
    const total = quick ? QUICK_ATTEMPTS : ATTEMPTS;
    let people: { who: string; token: string }[] = [];
    let freshAt = 0;
    for (let done = 0; done < total; done += CHUNK) {
      if (Date.now() > freshAt + TOKENS_SERVE) {
        people = [];
        freshAt = Date.now();
        for (const resident of residents) {
          const token = await tokenOf(resident);
          people.push({ who: whoseIs(token), token });
        }
      }
      const wishes = Array.from({ length: CHUNK }, () => {
        const startAt = first + below((WITHIN_DAYS * days(1)) / STEP) * STEP;
        const endAt = startAt + (1 + below(LONGEST_STEPS)) * STEP;
        const { who = "", token = "" } = people[below(PEOPLE)] ?? {};
        return { who, token, resourceId: resources[below(RESOURCES)] ?? "", startAt, endAt };
      });
      const asks = wishes.map(({ token, resourceId, startAt, endAt }) =>
        requestOf({
          method: "POST",
          path: `/v1/resources/${resourceId}/bookings`,
          token,
          body: { startAt: new Date(startAt).toISOString(), endAt: new Date(endAt).toISOString() },
        }),
      );
      loads.push(
        await exhaust(runtime.gateway, CONNECTIONS, asks, ({ status, body }, n) => {
          const { id, code } = JSON.parse(body) as { id?: string; code?: string };
          const wish = wishes[n];
          if (wish) attempts.push({ ...wish, status, code, bookingId: status === 201 ? id : undefined });
        }),
      );
    }

    const database = await runtime.database("bookings");
    const { results: book } = await database
      .prepare(
        `SELECT id, user_id AS who, resource_id AS resourceId, status, start_at AS startAt, end_at AS endAt
         FROM bookings WHERE resource_id IN (SELECT value FROM json_each(?))`,
      )
      .bind(JSON.stringify(resources))
      .all<Booked & Record<string, unknown>>();
    const faults = racingFaults(attempts, book);
    const won = attempts.filter(({ status }) => status === 201).length;
    return [
      {
        what: `faults in the history of ${attempts.length} attempts`,
        unit: "faults",
        ours: [faults.length],
        goal: { exactly: 0 },
        limit:
          `${won} were booked, ${attempts.length - won} refused with 409, ${book.length} rows in the book. ${faults.slice(0, 3).join("; ")}`.trim(),
      },
      {
        what: `attempts, ${CONNECTIONS} connections`,
        unit: "/s",
        ours: loads.map(({ perSecond }) => perSecond),
        limit: `${limitOf(loads)} Each booking is a commit of the calendar, two of the book, one of the log and those of its listeners.`,
      },
    ];
  },
};

const whoseIs = (token: string): string =>
  (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { sub: string }).sub;
