import type { PlaceWish } from "../../../workers/bookings/src/domain/place.ts";

/** What a calendar of ours and those of the yardsticks have in common. */
export interface Takes {
  take(wish: PlaceWish): Promise<{ readonly outcome: string }>;
}

/** What the writers are told. `wish` is what each wants, but for its own booking, person, request and minute. */
export interface Writing {
  readonly writers: number;
  readonly forMs: number;
  readonly wish: PlaceWish;
}

const MINUTE = 60_000;

/** So many writers, each of which takes a minute of its own, waits until it is told that it has it, and takes the next. */
export async function write(calendar: Takes, { writers, forMs, wish }: Writing): Promise<{ taken: number }> {
  const until = Date.now() + forMs;
  let number = 0;
  let taken = 0;
  const writer = async () => {
    while (Date.now() < until) {
      number += 1;
      const { outcome } = await calendar.take(wishOf(wish, number));
      if (outcome !== "taken") throw new Error(`was told ${outcome}`);
      taken += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, writer));
  return { taken };
}

function wishOf(wish: PlaceWish, number: number): PlaceWish {
  const own = String(number).padStart(8, "0");
  const startAt = wish.startAt + number * MINUTE;
  return {
    ...wish,
    bookingId: `${wish.bookingId.slice(0, -8)}${own}` as PlaceWish["bookingId"],
    userId: `${wish.userId.slice(0, -8)}${own}` as PlaceWish["userId"],
    requestKey: `key ${own}`,
    startAt,
    endAt: startAt + MINUTE,
  };
}
