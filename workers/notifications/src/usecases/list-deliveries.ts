import { demand } from "#shared/core/actor";
import type { Id } from "#shared/core/ids";
import type { DeliveryStatus } from "#shared/core/vocabulary";
import { placeById, standingIn } from "#shared/worker/homes";
import { load } from "#shared/worker/load";
import { afterOf, type Page } from "#shared/worker/page";
import type { Call } from "../call.ts";
import type { Delivery } from "../domain/delivery.ts";
import { listDeliveriesOf, logOf } from "../store/deliveries.ts";

interface Asked {
  readonly building: Id<"building">;
  readonly status?: DeliveryStatus | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What was sent to the people of a building, for those who run it. */
export async function listDeliveries(call: Call, { building, status, limit, cursor }: Asked): Promise<Page<Delivery>> {
  const after = afterOf(logOf(building, status), cursor);
  const reads = { page: listDeliveriesOf(building, status, after, limit), place: placeById(building) };
  const { page, place } = await load(call, reads);
  const standing = await standingIn(call, building, { place, homes: [] });
  demand(call.actor, standing.place, "delivery.read", standing.homes.length > 0);
  return page;
}
