import type { Goal, Line, Row } from "../row.ts";
import type { Machine } from "./machine.ts";
import { type Figure, figureOf, ratiosOf } from "./statistics.ts";

/** The lines of one row, under its name, and where they were measured. */
export interface Measured {
  readonly name: string;
  readonly on: string;
  readonly lines: readonly Line[];
}

const HEAD = ["row", "what", "turns", "ours", "yardstick", "ratio", "goal", "met"];

/** What a goal is held against: the ratio, or the figure itself where there is no yardstick. */
export function judged({ ours, yardstick }: Line): Figure {
  return figureOf(yardstick ? ratiosOf(ours, yardstick.values) : ours);
}

export function isMet(goal: Goal, { median, least, most }: Figure): boolean {
  if ("least" in goal) return median >= goal.least;
  if ("most" in goal) return median <= goal.most;
  return least === goal.exactly && most === goal.exactly;
}

/** Three figures that count, and no more than two after the point. */
export function short(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits).replace(/\B(?=(?:\d{3})+(?!\d))/g, digits === 0 ? " " : "");
}

const spread = ({ median, least, most }: Figure): string =>
  least === most ? short(median) : `${short(median)} (${short(least)}–${short(most)})`;

const goalText = (goal: Goal): string =>
  "least" in goal ? `≥ ${goal.least}` : "most" in goal ? `≤ ${goal.most}` : `= ${goal.exactly}`;

function cellsOf(name: string, line: Line): string[] {
  const { what, unit, ours, yardstick, goal } = line;
  return [
    name,
    what,
    String(ours.length),
    `${spread(figureOf(ours))} ${unit}`,
    yardstick ? `${spread(figureOf(yardstick.values))} ${unit}, ${yardstick.what}` : "–",
    yardstick ? spread(judged(line)) : "–",
    goal ? goalText(goal) : "–",
    goal ? (isMet(goal, judged(line)) ? "yes" : "NO") : "–",
  ];
}

export function tableOf(measured: readonly Measured[]): string {
  const rows = measured.flatMap(({ name, lines }) => lines.map((line) => cellsOf(name, line)));
  const widths = HEAD.map((title, at) => Math.max(title.length, ...rows.map((cells) => cells[at]?.length ?? 0)));
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [lineOf(HEAD), lineOf(widths.map((width) => "-".repeat(width))), ...rows.map(lineOf)].join("\n");
}

export const machineText = ({ cpu, cores, system, runtimes, disk, pinning }: Machine, repetitions: number): string =>
  `${cpu}, ${cores} cores, ${system}; ${runtimes.join(", ")}; ${disk}. ${pinning} ${repetitions} turns where a row says nothing else.`;

/** The page of everything that was measured last, with what the rows say of themselves. */
export function pageOf(measured: readonly Measured[], rows: readonly Pick<Row, "name" | "about" | "cause">[]): string {
  const places = [...new Set(measured.map(({ on }) => on))];
  const where = places.map((on) => {
    const names = measured.filter((row) => row.on === on).map(({ name }) => name);
    return `- ${names.join(", ")}: ${on}`;
  });
  const limits = measured.map(({ name, lines }) => {
    const { about = "", cause } = rows.find((row) => row.name === name) ?? {};
    const found = lines.map(({ what, limit }) => `- **${what}**: ${limit}`).join("\n");
    return [`### ${name}`, about, found, ...(cause ? [cause] : [])].join("\n\n");
  });
  return `${[
    "<!-- Written by `npm run bench -- --write`: run it again instead of changing this page. -->",
    "# Performance",
    "Everything here is a ratio: what we do beside the least that could do the same, both measured in one run of `npm run bench`, in turns (A B A B …). Ratios hold on other machines, absolute figures do not. A figure is the median of its turns, with the least and the most in brackets; a ratio is taken turn by turn.",
    tableOf(measured),
    "Measured on:",
    where.join("\n"),
    HOW,
    "## What limited each",
    "The share of its core that each process used while it was measured, by the processor time the system counted for it. Where the client is the limit, the figure is what the client could ask for, and ours may be better. A server that writes and uses little of its core waits for the disk: workerd stands still while a commit reaches it.",
    ...limits,
  ].join("\n\n")}\n`;
}

const HOW = `## How it is measured

- The Workers are bundled as they are deployed (\`wrangler deploy --dry-run --minify\`) and run by \`workerd serve\`. Its
  configuration is the one that Miniflare makes of our \`wrangler.toml\` files; the client speaks to workerd's own socket,
  bound to the gateway itself. Neither \`wrangler dev\`'s proxy nor Miniflare's entry Worker is in between, which the
  run checks.
- D1 and queues are Miniflare's, inside that same workerd, for us and for the yardsticks alike: SQLite behind a Durable
  Object, and a broker in memory. Both are further from production than anything of ours.
- The rate-limit binding is replaced: Miniflare's writes a row to disk for each count, the platform's counts in memory. A
  Worker of the bench (\`bench/workers/rate-limit/\`) counts in memory behind a call over a binding, and its limits are
  set so high that a flood from one machine passes.
- The gateway runs without its static files, so that its socket leads to it and not to the router before it.
- People, buildings and resources are made through the public API; where a book of thousands is wanted, its rows are
  written by SQL.`;
