import { AppError } from "#shared/core/errors";
import { type Buffers, type Interval, seatsAround } from "./seats.ts";

/** What can be booked along with a resource, and how many of it there are. */
export interface Accessory {
  readonly name: string;
  readonly stock: number;
}

/** How many of one somebody asks for, or has. */
export interface AskedAccessory {
  readonly name: string;
  readonly count: number;
}

/** Accessories that are taken for a time. */
export interface Equipped extends Interval {
  readonly accessories: readonly AskedAccessory[];
}

/** What a resource has of them, and the buffers of its bookings. */
export interface Equipment extends Buffers {
  readonly accessories: readonly Accessory[];
}

/** The accessory of which there is not enough, and how many are left of it. */
export interface Short extends Accessory {
  readonly left: number;
}

const countOf = ({ accessories }: Equipped, name: string): number =>
  accessories.filter((one) => one.name === name).reduce((sum, { count }) => sum + count, 0);

/** How many of an accessory are left throughout an interval and its buffers, counted as seats are. */
export const leftOf = (
  { name, stock }: Accessory,
  taken: readonly Equipped[],
  interval: Interval,
  buffers: Buffers,
): number => {
  const counted = taken.map((one) => ({ ...one, attendees: countOf(one, name) }));
  return Math.max(0, stock - seatsAround(counted, interval, buffers));
};

/** The first accessory of which a wish asks for more than is left beside what other bookings of the resource have. */
export const shortOf = (wish: Equipped, equipment: Equipment, taken: readonly Equipped[]): Short | undefined =>
  equipment.accessories
    .map((accessory) => ({ ...accessory, left: leftOf(accessory, taken, wish, equipment) }))
    .find(({ name, left }) => countOf(wish, name) > left);

export const accessoryTaken = ({ name, stock, left }: Short): AppError =>
  new AppError("booking.accessory_taken", { facts: { name, stock, left } });

/** What is asked for must be there at all: what the calendar need not be asked about. */
export function demandAccessories(equipment: Equipment, wish: Equipped): void {
  const unknown = wish.accessories.find(({ name }) => !equipment.accessories.some((one) => one.name === name));
  if (unknown) throw new AppError("booking.accessory_unknown", { facts: { name: unknown.name } });
  const short = shortOf(wish, equipment, []);
  if (short) throw accessoryTaken(short);
}
