import { BookingCancelled, CalendarUpdated, ResourceUpdated } from "#shared/events/bookings";
import { UserDeleted, UserRoleChanged } from "#shared/events/iam";
import { BuildingCreated, BuildingUpdated, ResidentUnverified, ResidentVerified } from "#shared/events/residency";
import type { Consumers } from "#shared/events/said";
import type { Call } from "./call.ts";
import { forgetPerson } from "./usecases/forget-person.ts";
import { keepGrants } from "./usecases/keep-grants.ts";
import { learnBuilding } from "./usecases/learn-building.ts";
import { moveOut } from "./usecases/move-out.ts";
import { releaseSlot } from "./usecases/release-slot.ts";
import { teachCalendar } from "./usecases/teach-calendar.ts";
import { teachShared } from "./usecases/teach-shared.ts";
import { welcomeResident } from "./usecases/welcome-resident.ts";

/** Everything that happened and matters to bookings. */
export const consumers: Consumers<"bookings", Call> = {
  "building.created": {
    event: BuildingCreated,
    act: (call, { buildingId: id, ...facts }, { version }) => learnBuilding(call, { ...facts, id, version }),
  },
  "building.updated": {
    event: BuildingUpdated,
    act: (call, { buildingId: id, ...facts }, { version }) => learnBuilding(call, { ...facts, id, version }),
  },
  "resident.verified": {
    event: ResidentVerified,
    act: (call, home, { version }) => welcomeResident(call, { ...home, untilAt: null, version }),
  },
  "resident.unverified": {
    event: ResidentUnverified,
    act: (call, home, { version }) => moveOut(call, { ...home, version }),
  },
  "user.deleted": { event: UserDeleted, act: (call, { userId }, { version }) => forgetPerson(call, userId, version) },
  "user.role_changed": {
    event: UserRoleChanged,
    act: (call, { userId, grants: all }, { version, time }) => {
      const grants = all.map(({ role, on, untilAt }) => ({ role, on, untilAt }));
      return keepGrants(call, { userId, grants, version, saidAt: Date.parse(time) });
    },
  },
  // Ours, heard back: whoever waits may find room under the new rules.
  "resource.updated": { event: ResourceUpdated, act: (call, { resourceId }) => teachCalendar(call, resourceId) },
  "calendar.updated": { event: CalendarUpdated, act: (call, { calendarId }) => teachShared(call, calendarId) },
  // Ours, heard back: the time must be free even if the request that cancelled it died.
  "booking.cancelled": {
    event: BookingCancelled,
    act: (call, { calendarId, bookingId }) => releaseSlot(call, calendarId, bookingId),
  },
};
