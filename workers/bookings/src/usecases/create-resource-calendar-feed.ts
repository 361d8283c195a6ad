import { demand, personOf } from "#shared/core/actor";
import { type Id, newId } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { homesOf, standingIn } from "#shared/worker/homes";
import { digestOf } from "#shared/worker/keyring";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { addressOf, newSecret } from "../clients/feed-addresses.ts";
import { demandFewFeeds, type Feed } from "../domain/feed.ts";
import { FEED_PERMISSIONS } from "../domain/running.ts";
import { addFeed, countFeedsOf, FEEDS_FULL } from "../store/feeds.ts";
import { placeOfResource, resourceById } from "../store/resources.ts";

/** Make a calendar of everything booked of a resource, for those who run it and may see who booked. */
export async function createResourceCalendarFeed(
  call: Call,
  resourceId: Id<"resource">,
  name: string,
): Promise<{ feed: Feed; url: string }> {
  const { id: userId } = personOf(call.actor);
  const { resource, many, ...known } = await load(call, {
    resource: resourceById(resourceId),
    many: countFeedsOf(userId),
    place: placeOfResource(resourceId),
    homes: homesOf(call.actor),
  });
  const { buildingId } = resource;
  const { place, homes, learned } = await standingIn(call, buildingId, known);
  for (const permission of FEED_PERMISSIONS) demand(call.actor, place, permission, homes.length > 0);
  demandFewFeeds(many);
  const secret = newSecret();
  const url = addressOf(call.env, secret);
  const feed: Feed = {
    ...{ id: newId("feed", call.now), userId, name, buildingId, resourceId },
    ...{ secretHash: await digestOf(secret), createdAt: call.now },
  };
  return commit(call, {
    save: [addFeed(feed), ...learned],
    events: [],
    result: { feed, url },
    audit: { subject: feed.id, building: buildingId },
    refusals: FEEDS_FULL,
  });
}
