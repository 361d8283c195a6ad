import type { Person } from "#shared/core/actor";
import { AppError } from "#shared/core/errors";
import { type Instant, minutes } from "#shared/core/time";

/** What cannot be undone needs a person who has just proved who they are. */
const FRESH_MINUTES = 5;

/** @throws AppError `auth.step_up`, with the ways in */
export function demandFreshSignIn({ authAt }: Person, now: Instant): void {
  if (now - authAt <= minutes(FRESH_MINUTES)) return;
  throw new AppError("auth.step_up", { facts: { minutes: FRESH_MINUTES, methods: "password" } });
}
