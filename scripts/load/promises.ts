import { counted, doublyHeld, notAsAcknowledged, stillTaken } from "../../tests/survival/history.ts";
import { answeredTwice, brokenMoves } from "../../tests/survival/moves.ts";
import type { Living } from "./living.ts";
import type { Found } from "./look.ts";

/** How many faults of one promise are told in words. */
const SHOWN = 10;

interface Promised {
  readonly promise: string;
  /** What was looked at. */
  readonly looked: string;
  readonly faults: readonly string[];
}

/** What is promised and a load cannot show, and why; what does. */
const ELSEWHERE = [
  "That a kill loses nothing, and that a part which fails before or after it wrote does nothing twice: nothing is killed or" +
    "\n    broken here. tests/journeys/survival.test.ts, tests/journeys/sabotaged.test.ts, tests/journeys/killed-between.test.ts, workers/bookings/src/routes/faults.test.ts",
  "That money is conserved: there is none yet, nothing costs anything.",
  "That a channel has one order: there are none yet.",
  "That every role has its verdict on every route: people here call only some routes. tests/journeys/contract.test.ts",
  "That a token is what was signed, in one spelling: a matter of bytes, not of load. workers/gateway/src/clients/signature.test.ts",
];

/** Every promise that a load can break, and how it broke it. */
export function promises({ town, moves, repeated, granted }: Living, found: Found): readonly Promised[] {
  const { writes, bookings, stuck } = found.history;
  const count = (operation: string) =>
    writes.filter((write) => write.operation === operation && write.outcome === "acknowledged").length;
  const refused = writes.filter(({ outcome }) => outcome === "refused").length;
  const { watch } = town;
  return [
    {
      promise:
        "What was acknowledged is there, its events acted on once, in the audit once; refused is only what is due",
      looked: `${count("book")} bookings, ${count("cancel")} given up, ${moves.length} moved in, ${refused} bookings refused`,
      faults: [...notAsAcknowledged(found.history), ...brokenMoves(moves, found.moves)],
    },
    {
      promise: "The effect of a call happens once, and whoever sent it twice is answered the same",
      looked: `${repeated.length} calls sent twice at once`,
      faults: answeredTwice(repeated),
    },
    {
      promise: "No two hold one place",
      looked: `${bookings.length} bookings of ${town.terraces.length} terraces`,
      faults: doublyHeld(bookings),
    },
    {
      promise: "What was given up can be had again",
      looked: `${count("cancel")} given up, each time booked again where nobody has it`,
      faults: stillTaken(stuck),
    },
    {
      promise: "Nobody sees what is not theirs",
      looked: `the house next door in ${watch.answers} answers and letters, and asked for by its ids`,
      faults: [...watch.sights, ...granted],
    },
    {
      promise: "Every request is answered, reads too",
      looked: `${watch.answers} answers, none of 500 or above, none missing`,
      faults: watch.failures,
    },
  ];
}

/** The first of them, each once with how often it was found. */
function shown(faults: readonly string[]): string[] {
  const kinds = [...counted(faults)].map(([fault, times]) => (times > 1 ? `${fault} (${times} times)` : fault));
  return kinds.length > SHOWN ? [...kinds.slice(0, SHOWN), `and ${kinds.length - SHOWN} more`] : kinds;
}

/** The promises, kept or broken, and those that were not looked at. */
export function told(all: readonly Promised[], degraded: ReadonlyMap<string, number>): string {
  const lines = all.flatMap(({ promise, looked, faults }) => [
    `  ${faults.length === 0 ? "kept  " : "BROKEN"}  ${promise} (${looked})`,
    ...shown(faults).map((line) => `            ${line}`),
  ]);
  const missing = [...degraded].map(([worker, count]) => `${count} without ${worker}`);
  const screens = missing.length > 0 ? [`Home screens that lacked a part, as they may: ${missing.join(", ")}.`] : [];
  return [...lines, ...screens, "Not looked at:", ...ELSEWHERE.map((one) => `  ${one}`)].join("\n");
}
