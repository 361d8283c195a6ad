import type { Move, Repeated } from "../../tests/survival/moves.ts";
import { Refused } from "../client.ts";
import { type Act, type Measured, SENT_TWICE } from "./mix.ts";
import type { Town } from "./people.ts";
import { type Ask, LOST, type Told, underKey } from "./under-key.ts";

/** The hour that is being lived, and what is written down of it; what each person booked is in their `writes`. */
export interface Living {
  readonly town: Town;
  /** How long the hour lasts, in milliseconds. */
  readonly lasting: number;
  readonly random: () => number;
  readonly measured: Measured[];
  readonly moves: Move[];
  readonly repeated: Repeated[];
  /** What of the other house was granted to somebody. */
  readonly granted: string[];
}

/** A call that changes nothing, or need not be repeated: how it was answered, whether it threw or not. */
export async function ask({ measured }: Living, act: Act, call: () => Promise<{ readonly status: number }>) {
  const startedAt = performance.now();
  const status = await statusOf(call);
  measured.push({ act, status, milliseconds: performance.now() - startedAt });
  return status;
}

/** A call that changes something, under a key; now and then it is sent twice at once. */
export async function change({ measured, random, repeated }: Living, act: Act, call: Ask): Promise<Told> {
  const startedAt = performance.now();
  const told = await underKey(call, random() < SENT_TWICE);
  measured.push({ act, status: told.status, milliseconds: performance.now() - startedAt });
  if (told.answers.length > 1) repeated.push(told);
  return told;
}

export async function statusOf(call: () => Promise<{ readonly status: number }>): Promise<number> {
  try {
    return (await call()).status;
  } catch (error) {
    return error instanceof Refused ? error.answer.status : LOST;
  }
}

export const oneOf = <T>(things: readonly T[], random: () => number): T | undefined =>
  things[Math.floor(random() * things.length)];
