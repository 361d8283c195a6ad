import { AppError } from "#shared/core/errors";
import type { Party } from "./seats.ts";

/** Somebody who is named to come along. */
export interface Invitee {
  readonly name: string;
}

export interface Invited {
  /** Whom the person named, themselves not among them; the calendar knows none of them. */
  readonly invitees: readonly Invitee[];
}

type People = Pick<Party, "attendees" | "guests">;

/**
 * Guests are some of the attendees, and whoever is named is one of them beside the person.
 *
 * @throws AppError `booking.guests_over_attendees`, `booking.too_many_invitees`
 */
export function demandAmong({ attendees, guests }: People, { invitees }: Invited): void {
  if (guests > attendees) throw new AppError("booking.guests_over_attendees", { facts: { guests, attendees } });
  const most = attendees - 1;
  if (invitees.length > most)
    throw new AppError("booking.too_many_invitees", { facts: { invitees: invitees.length, most } });
}

export const tooManyGuests = (guests: number, maxGuests: number): AppError =>
  new AppError("booking.too_many_guests", { facts: { guests, maxGuests } });
