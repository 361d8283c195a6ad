import { digestOf } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { type Feed, secretIn } from "../domain/feed.ts";
import { eventsOf, type FeedEvent } from "../domain/feed-events.ts";
import { demandStillRun } from "../domain/running.ts";
import { bookingsOfPersonalFeed, bookingsOfResourceFeed } from "../store/feed-bookings.ts";
import { feedBySecret, placeOfFeedBySecret } from "../store/feeds.ts";
import { runnerOfFeed } from "../store/runners.ts";

/** For whoever knows the secret. One that is malformed, unknown or ended costs the same and answers the same. */
export async function readCalendarFeed(call: Call, file: string): Promise<{ feed: Feed; events: FeedEvent[] }> {
  const secretHash = await digestOf(secretIn(file));
  const { feed, own, booked, ...maker } = await load(call, {
    feed: feedBySecret(secretHash),
    runner: runnerOfFeed(secretHash),
    place: placeOfFeedBySecret(secretHash),
    own: bookingsOfPersonalFeed(secretHash, call.now),
    booked: bookingsOfResourceFeed(secretHash, call.now),
  });
  demandStillRun(feed, maker, call.now);
  return { feed, events: eventsOf(feed, feed.resourceId === null ? own : booked) };
}
