import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Instant } from "#shared/core/time";
import type { ReplayStatus } from "#shared/core/vocabulary";
import type { WorkerName } from "#shared/core/workers";

/**
 * What the log sends to one listener again.
 *
 *     running ──all sent, and heard or dead──▶ done
 *        └──────────called off──────────▶ cancelled
 */
export interface Replay {
  readonly id: Id<"replay">;
  readonly listener: WorkerName;
  readonly types: readonly string[];
  readonly buildingId: Id<"building"> | null;
  /** Of what happened since, and before. */
  readonly fromAt: Instant | null;
  readonly untilAt: Instant | null;
  readonly status: ReplayStatus;
  /** Places in the log: behind the first it goes up to the last, and has been as far as `reached`. */
  readonly begins: number;
  readonly reached: number;
  readonly ends: number;
  /** Events in the queue, each counted once; of them, those that were heard, and those that became dead letters. */
  readonly sent: number;
  readonly heard: number;
  readonly dead: number;
  /** Events whose words went with their person. */
  readonly skipped: number;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly version: number;
}

export interface Wish {
  readonly listener: WorkerName;
  readonly types?: readonly string[] | undefined;
  readonly buildingId?: Id<"building"> | undefined;
  readonly fromAt?: Instant | undefined;
  readonly untilAt?: Instant | undefined;
}

/**
 * What a listener hears again: all that it may, where nothing is named.
 *
 * @throws AppError `replay.listener_refused`, `replay.event_refused`
 */
export function typesOf({ listener, types }: Wish, allowed: readonly string[]): readonly string[] {
  if (allowed.length === 0) throw new AppError("replay.listener_refused", { facts: { listener } });
  const refused = types?.filter((type) => !allowed.includes(type)) ?? [];
  if (refused.length > 0)
    throw new AppError("replay.event_refused", { facts: { listener, events: refused.join(", ") } });
  return types ? [...new Set(types)] : allowed;
}

/** A replay of what the log has now. */
export const started = (
  id: Id<"replay">,
  wish: Wish,
  types: readonly string[],
  log: { readonly begins: number; readonly ends: number },
  now: Instant,
): Replay => ({
  id,
  listener: wish.listener,
  types,
  buildingId: wish.buildingId ?? null,
  fromAt: wish.fromAt ?? null,
  untilAt: wish.untilAt ?? null,
  status: "running",
  begins: log.begins,
  reached: log.begins,
  ends: log.ends,
  sent: 0,
  heard: 0,
  dead: 0,
  skipped: 0,
  startedAt: now,
  endedAt: null,
  version: 1,
});

interface Step {
  readonly reached?: number;
  readonly sent?: number;
  readonly heard?: number;
  readonly dead?: number;
  readonly skipped?: number;
}

/** One step further; it is done at the end of the log, when nothing that was sent is still waited for. */
export function wentOn(replay: Replay, step: Step, waiting: number, now: Instant): Replay {
  const reached = step.reached ?? replay.reached;
  const isDone = reached === replay.ends && waiting === 0;
  return {
    ...replay,
    reached,
    sent: replay.sent + (step.sent ?? 0),
    heard: replay.heard + (step.heard ?? 0),
    dead: replay.dead + (step.dead ?? 0),
    skipped: replay.skipped + (step.skipped ?? 0),
    status: isDone ? "done" : "running",
    endedAt: isDone ? now : null,
    version: replay.version + 1,
  };
}

/** @throws AppError `replay.ended` */
export function cancelled(replay: Replay, now: Instant): Replay {
  if (replay.status !== "running") throw new AppError("replay.ended");
  return { ...replay, status: "cancelled", endedAt: now, version: replay.version + 1 };
}
