import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { type Received, receivedBy } from "../store/mailbox.ts";

/** The e-mails that stayed on this machine. */
export async function listMailbox(call: Call, to: string | undefined): Promise<readonly Received[]> {
  const { received } = await load(call, { received: receivedBy(to) });
  return received;
}
