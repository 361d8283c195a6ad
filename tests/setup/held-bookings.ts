import { env as bound } from "cloudflare:workers";
import { interrupted } from "#shared/testing/faults";
import type { Env } from "../../workers/bookings/src/call.ts";
import worker, { ResourceCalendar as Calendar, Door as Entrance } from "../../workers/bookings/src/index.ts";

/**
 * The bookings Worker as it is, but for two things that a test outside decides: before each commit of a request (`request`)
 * and of an alarm (`alarm`), after it (`…-written`), and before each word to a calendar that a booking is over (`release`),
 * it asks at `GATE` whether it may go on; and its clock is behind by `BEHIND` milliseconds.
 */
export default worker;

const { GATE, BEHIND = "0" } = bound as unknown as { GATE: string; BEHIND?: string };
const clock = Date.now;
Date.now = () => clock() - Number(BEHIND);

type Commit = "request" | "alarm";

const pass = async (point: Commit | `${Commit}-written` | "release") => {
  await (await fetch(`${GATE}/${point}`)).text();
};

const held = (env: Env, commit: Commit): Env => ({
  ...env,
  get DB() {
    return interrupted(env.DB, 2, { before: () => pass(commit), after: () => pass(`${commit}-written`) });
  },
  CALENDARS: {
    getByName: (name: string) => {
      const calendar = env.CALENDARS.getByName(name);
      return new Proxy(calendar, {
        get(stub, method) {
          const call: unknown = Reflect.get(stub, method);
          if (method !== "release" || typeof call !== "function") return call;
          return async (...asked: unknown[]) => {
            await pass("release");
            return call(...asked);
          };
        },
      });
    },
  } as unknown as Env["CALENDARS"],
});

export class Door extends Entrance {
  constructor(context: ExecutionContext, env: Env) {
    super(context, held(env, "request"));
  }
}

export class ResourceCalendar extends Calendar {
  constructor(state: DurableObjectState, env: Env) {
    super(state, held(env, "alarm"));
  }
}
