import type { Registration } from "../domain/registration.ts";
import { hashOf, isSame } from "./secrets.ts";

/** What came of the letter: the code with its address, or the link's token. */
export type Proof = { readonly email: string; readonly code: string } | { readonly token: string };

/** The registration that this proof belongs to: the one that was found by its link, or that whose code it is and may be tried. */
export async function rightOne(
  secret: string,
  live: readonly Registration[],
  proof: Proof,
  open: readonly string[],
): Promise<Registration | undefined> {
  if ("token" in proof) return live[0];
  let right: Registration | undefined;
  for (const registration of live) {
    const { linkHash, codeHash } = registration;
    const isRight = isSame(codeHash, await hashOf(secret, "code", `${linkHash} ${proof.code}`));
    if (isRight && open.includes(linkHash)) right = registration;
  }
  return right;
}
