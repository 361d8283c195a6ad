/** The closed lists of words that both a contract and a domain speak. */
export const RESOURCE_TYPES = ["room", "coworking", "gym", "hall", "terrace", "laundry", "parking", "other"] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** `withdrawn` is for good; `blocked` says why and comes back. */
export const RESOURCE_STATUSES = ["available", "blocked", "withdrawn"] as const;
export type ResourceStatus = (typeof RESOURCE_STATUSES)[number];

export const BOOKING_STATUSES = ["held", "confirmed", "cancelled", "lapsed", "checked_in"] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];
