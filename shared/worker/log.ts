/** What a log line may hold: ids, codes, counts. Never words or addresses of a person, never a body. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One JSON object a line. */
export function log(event: string, fields: LogFields = {}): void {
  console.log(JSON.stringify({ event, ...fields }));
}

/** Drizzle puts bound values into its messages, so of a chain of causes only the innermost is written down. */
export function logError(event: string, error: unknown, fields: LogFields = {}): void {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause;
  const drizzle = innermost instanceof Error && innermost.name === "DrizzleQueryError";
  const message = innermost instanceof Error ? (drizzle ? innermost.name : innermost.message) : "not an Error";
  const stack = innermost instanceof Error ? (innermost.stack ?? "").split("\n").slice(1, 6).join(" | ") : "";
  console.error(JSON.stringify({ event, message, stack, ...fields }));
}
