/** What a person does in an hour, how often on average; the acts of a person are spread by chance. Only who has a booking can give one up. */
export const MIX = {
  "sign in": 1,
  "open the home screen": 4,
  "read the inbox": 4,
  "look for a free time": 3,
  "book one": 1,
  "give one up": 0.3,
  "ask for what is not theirs": 1,
} as const;

/** The share of the people who move in during the first half of the hour: they claim a flat, and the manager lets them in. */
export const MOVING_IN = 0.1;

/** The share of the writes that are sent twice at once under one key, as by an impatient thumb. */
export const SENT_TWICE = 0.1;

type Often = keyof typeof MIX;
export type Act = Often | "claim a flat" | "let somebody in";

const OFTEN = Object.entries(MIX) as [Often, number][];
const ACTS: readonly Act[] = [...OFTEN.map(([act]) => act), "claim a flat", "let somebody in"];
const TOTAL = OFTEN.reduce((sum, [, often]) => sum + often, 0);

/** How many of so many people move in during the hour: at least one. */
export const moversOf = (people: number): number => Math.max(1, Math.round(people * MOVING_IN));

/** One act, each as likely as it is often. */
export function nextAct(random: () => number): Often {
  let left = random() * TOTAL;
  for (const [act, often] of OFTEN) {
    left -= often;
    if (left < 0) return act;
  }
  return "read the inbox";
}

/** How long until the next act of one person, in milliseconds, where an hour passes in `lasting`. */
export const nextPause = (random: () => number, lasting: number): number => (-Math.log(1 - random()) / TOTAL) * lasting;

/** What was measured of one kind of act. */
export interface Measured {
  readonly act: Act;
  readonly status: number;
  readonly milliseconds: number;
}

/** A table of how many, how they were answered and how long they took. */
export function summary(measured: readonly Measured[]): string {
  const lines = ACTS.map((act) => {
    const mine = measured.filter((one) => one.act === act);
    const times = mine.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const at = (share: number) => `${Math.round(times[Math.floor(share * times.length)] ?? 0)}`.padStart(8);
    const count = (from: number, to: number) =>
      String(mine.filter(({ status }) => status >= from && status < to).length).padStart(8);
    return `  ${act.padEnd(28)}${count(200, 300)}${count(400, 500)}${count(500, 600)}  ${at(0.5)}${at(0.95)}${at(0.99)}`;
  });
  const head = `  ${"".padEnd(28)}${"done".padStart(8)}${"refused".padStart(8)}${"failed".padStart(8)}  ${["p50", "p95", "p99 ms"].map((word) => word.padStart(8)).join("")}`;
  return [head, ...lines].join("\n");
}
