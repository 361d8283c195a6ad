import { systemCall } from "#shared/worker/system-call";
import type { Env } from "./call.ts";
import type { Place, Verdict } from "./domain/place.ts";
import { settleBooking } from "./usecases/settle-booking.ts";

/** What a calendar's alarm does about a place that nobody came back for, or that is in doubt. */
export const settlePlace = (
  env: Env,
  context: Pick<ExecutionContext, "waitUntil">,
  place: Place,
  isInDoubt = false,
): Promise<Verdict> => settleBooking(systemCall("bookings", "settleBooking", env, context), place, isInDoubt);
