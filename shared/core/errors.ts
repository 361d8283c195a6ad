import { type Code, problems } from "./problems.ts";

/** What sort of refusal it is; `shared/worker/problem.ts` alone knows the HTTP status of each. */
export type Kind =
  | "shape"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "method"
  | "conflict"
  | "stale"
  | "too_large"
  | "media_type"
  | "key_reused"
  | "precondition"
  | "rate"
  | "unavailable"
  | "internal";

/** One thing wrong with a request: where (a JSON pointer below body, query, path or header), which rule, in words. */
export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly detail: string;
  /** The numbers and words of the rule. */
  readonly facts?: Facts;
}

export type Facts = Readonly<Record<string, string | number | boolean>>;

/** Those of a refusal that has none. */
export const NO_FACTS: Facts = {};

interface Circumstances {
  /** Values for the placeholders of the problem's detail; they are also part of the problem document. */
  readonly facts?: Facts;
  readonly errors?: readonly FieldError[];
  readonly cause?: unknown;
  /** Seconds after which trying again may help. */
  readonly retryAfter?: number;
}

/** What a decision comes to, or the rule that refuses it; whoever may not ask at all is still thrown out. */
export function refusalIn<T>(decide: () => T): T | AppError {
  try {
    return decide();
  } catch (error) {
    if (error instanceof AppError && (error.kind === "conflict" || error.kind === "shape")) return error;
    throw error;
  }
}

/** What is our own fault has to be found. Where a refusal was thrown is of no use. */
const TRACED: readonly Kind[] = ["internal", "unavailable"];

/**
 * An `Error` to whoever asks, which the engine did not make as one: that, a trace of no frames included, took a seventh of the time of
 * a request that was refused.
 */
const Untraced = class {} as unknown as new () => Error;
Object.setPrototypeOf(Untraced.prototype, Error.prototype);

/** The one error of the system. Its code says what went wrong, for ever; the texts are in `problems/`. */
export class AppError extends Untraced {
  readonly code: Code;
  readonly kind: Kind;
  readonly facts: Facts;
  readonly errors: readonly FieldError[];
  readonly retryAfter: number | undefined;

  constructor(code: Code, circumstances: Circumstances = {}) {
    super();
    this.message = code;
    this.code = code;
    this.kind = problems[code].kind;
    this.facts = circumstances.facts ?? NO_FACTS;
    this.errors = circumstances.errors ?? [];
    this.retryAfter = circumstances.retryAfter;
    if (circumstances.cause !== undefined) this.cause = circumstances.cause;
    const { stack } = TRACED.includes(this.kind) ? new Error(code) : {};
    if (stack !== undefined) this.stack = stack;
  }

  static {
    // Of all of them at once: a refusal must cost little.
    AppError.prototype.name = "AppError";
  }
}
