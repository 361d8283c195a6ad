import { personOf } from "#shared/core/actor";
import { newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { digestOf } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { addressOf, newSecret } from "../clients/feed-addresses.ts";
import { demandFewFeeds, type Feed } from "../domain/feed.ts";
import { addFeed, countFeedsOf, FEEDS_FULL } from "../store/feeds.ts";

/** Make a calendar of one's own bookings; where it is read is told now and never again. */
export async function createCalendarFeed(call: Call, name: string): Promise<{ feed: Feed; url: string }> {
  const { id: userId } = personOf(call.actor);
  const { many } = await load(call, { many: countFeedsOf(userId) });
  demandFewFeeds(many);
  const secret = newSecret();
  const url = addressOf(call.env, secret);
  const feed: Feed = {
    ...{ id: newId("feed", call.now), userId, name, buildingId: null, resourceId: null },
    ...{ secretHash: await digestOf(secret), createdAt: call.now },
  };
  return commit(call, {
    save: [addFeed(feed)],
    events: [],
    result: { feed, url },
    audit: { subject: feed.id },
    refusals: FEEDS_FULL,
  });
}
