import type { Id } from "#shared/core/ids";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { withProfile } from "../domain/contact.ts";
import { contactOf, saveContact } from "../store/contacts.ts";

interface Profile {
  readonly userId: Id<"user">;
  readonly name: string;
  readonly locale: string;
}

/** Keep what a person is called, and which language they read. */
export async function keepProfile(call: Call, profile: Profile, version: number): Promise<void> {
  const { contact } = await load(call, { contact: contactOf(profile.userId) });
  const changed = withProfile(contact, profile, version);
  return commit(call, { save: changed ? [saveContact(changed)] : [], events: [], result: undefined });
}
