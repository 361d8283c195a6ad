/** What a log line may hold: ids, codes, counts. Never words or addresses of a person, never a body. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One JSON object a line. */
export function log(event: string, fields: LogFields = {}): void {
  console.log(JSON.stringify({ event, ...fields }));
}

/** A failed query of drizzle has its bound values in its message: of a chain of causes only the innermost is written down, and never those. */
export function logError(event: string, error: unknown, fields: LogFields = {}): void {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause;
  console.error(JSON.stringify({ event, message: messageOf(innermost), stack: framesOf(innermost), ...fields }));
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return "not an Error";
  return "params" in error ? "a query failed" : error.message;
}

/** Where it was thrown; the lines before that are its message again. */
const framesOf = (error: unknown): string =>
  (error instanceof Error ? (error.stack ?? "") : "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5)
    .join(" | ");
