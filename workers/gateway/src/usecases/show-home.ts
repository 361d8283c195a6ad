import type { HomeScreen } from "#shared/contracts/gateway";
import { PAGE_LIMIT } from "#shared/contracts/shapes";
import type * as z from "#shared/contracts/zod";
import type { Behind, Call } from "../call.ts";
import { askDoor } from "../clients/doors.ts";
import { SHOWN, upcoming } from "../domain/upcoming.ts";

/** How long one part may take before the rest is shown without it, in milliseconds. */
const DEADLINE = 2_000;

type Home = z.infer<typeof HomeScreen>;
type PageOf<K extends "homes" | "bookings"> = { items: NonNullable<Home[K]> };
type Latest = NonNullable<Home["notifications"]>["latest"];

/** The first screen in one call: each part from its worker, side by side; who does not answer is named, and the rest is shown. */
export async function showHome(call: Call): Promise<Home> {
  const degraded: Behind[] = [];
  const part = async <T>(
    worker: Behind,
    gather: (get: <A>(path: string) => Promise<A>) => Promise<T>,
  ): Promise<T | null> => {
    try {
      return await gather((path) => get(call, worker, path));
    } catch {
      degraded.push(worker);
      return null;
    }
  };
  const [me, homes, bookings, notifications] = await Promise.all([
    part("iam", (get) => get<NonNullable<Home["me"]>>("/v1/me")),
    part("residency", async (get) => (await get<PageOf<"homes">>("/v1/me/homes")).items),
    part("bookings", async (get) =>
      upcoming((await get<PageOf<"bookings">>(`/v1/me/bookings?limit=${PAGE_LIMIT}`)).items, call.now),
    ),
    part("notifications", async (get) => {
      const [{ unread }, { items }] = await Promise.all([
        get<{ unread: number }>("/v1/me/notifications/count"),
        get<{ items: Latest }>(`/v1/me/notifications?limit=${SHOWN}`),
      ]);
      return { unread, latest: items };
    }),
  ]);
  return { me, homes, bookings, notifications, degraded: degraded.sort() };
}

async function get<A>(call: Call, worker: Behind, path: string): Promise<A> {
  const answer = await askDoor(call, worker, { path, deadline: DEADLINE });
  if (!answer.ok) throw new Error(`${worker} answered ${answer.status}`);
  return (await answer.json()) as A;
}
