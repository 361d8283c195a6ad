import { outcomeOf } from "../client.ts";
import { pause } from "../processes.mjs";

const REPEATS = 5;
/** What is measured of a call that nothing answered. */
export const LOST = 599;

/** What a call that changes something came to, after all its repetitions. */
export interface Told {
  readonly key: string;
  readonly outcome: "acknowledged" | "refused" | "unknown";
  readonly status: number;
  readonly id: string | undefined;
  readonly code: string | undefined;
  /** What each of several that were sent at once was answered; none where it was sent alone. */
  readonly answers: readonly string[];
}

export type Ask = (
  key: string,
) => Promise<{ readonly status: number; readonly headers: Headers; readonly data?: unknown }>;

/** Asks under a key, twice at once where wanted; what failed is repeated with the same key, so that nothing stays unknown. */
export async function underKey(ask: Ask, isTwice: boolean): Promise<Told> {
  const key = crypto.randomUUID();
  const once = async () => {
    try {
      const answer = await ask(key);
      return { ...outcomeOf(answer), seconds: Number(answer.headers.get("retry-after") ?? 1) };
    } catch {
      return { status: LOST, id: undefined, code: undefined, seconds: 1 };
    }
  };
  const first = await Promise.all(isTwice ? [once(), once()] : [once()]);
  const settled = first.filter(isSettled);
  let answer = settled.find(({ status }) => status < 300) ?? settled[0] ?? first[0] ?? (await once());
  for (let left = REPEATS; left > 0 && !isSettled(answer); left -= 1) {
    await pause(answer.seconds * 1_000);
    answer = await once();
  }
  const { status, id, code } = answer;
  const outcome = !isSettled(answer) ? "unknown" : status < 300 ? "acknowledged" : "refused";
  const answers = isTwice ? settled.map((one) => `${one.status} ${one.id ?? one.code}`) : [];
  return { key, outcome, status, id, code, answers };
}

/** Asks again what failed, so that one failure, which is written down, does not keep the rest from being looked at. */
export async function again<A extends Awaited<ReturnType<Ask>>>(call: () => Promise<A>): Promise<A> {
  for (let left = REPEATS; left > 0; left -= 1) {
    const answer = await call().catch(() => undefined);
    if (answer && isSettled(answer)) return answer;
    await pause(Number(answer?.headers.get("retry-after") ?? 1) * 1_000);
  }
  return call();
}

const isSettled = ({ status }: { status: number }): boolean => status < 500 && status !== 429;
