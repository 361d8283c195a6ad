import { UserCreated, UserDeleted, UserUpdated } from "#shared/events/iam";
import type { Consumers } from "#shared/events/said";
import type { Call } from "./call.ts";
import { erasePerson } from "./usecases/erase-person.ts";
import { keepProfile } from "./usecases/keep-profile.ts";

export const consumers: Consumers<"residency", Call> = {
  "user.created": { event: UserCreated, act: (call, person, { version }) => keepProfile(call, person, version) },
  "user.updated": { event: UserUpdated, act: (call, person, { version }) => keepProfile(call, person, version) },
  "user.deleted": { event: UserDeleted, act: (call, { userId }, { version }) => erasePerson(call, userId, version) },
};
