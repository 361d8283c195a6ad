import { newId } from "#shared/core/ids";
import type { Language } from "#shared/core/problems";
import { commit } from "#shared/worker/commit";
import { load } from "#shared/worker/load";
import type { Call } from "../call.ts";
import { postLetter } from "../clients/letters.ts";
import { countAttempt } from "../clients/limiter.ts";
import { hashPassword } from "../clients/passwords.ts";
import { hashOf, randomCode, randomSecret } from "../clients/secrets.ts";
import { linkTo } from "../clients/settings.ts";
import { demandPassword } from "../domain/password.ts";
import { askForAccount } from "../domain/registration.ts";
import { addRegistration } from "../store/registrations.ts";
import { userByEmail } from "../store/users.ts";

interface Asked {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly locale: Language;
}

/**
 * Ask for an account. A known address costs the same and is told the same: its registration is kept as well, but no letter
 * says how to verify it.
 */
export async function register(call: Call, { email, password, name, locale }: Asked, from: string): Promise<void> {
  demandPassword(password, email);
  const { IAM_SECRET: secret } = call.env;
  const { user } = await load(call, { user: userByEmail(email) });
  await countAttempt(call, { act: "register", account: email, from });
  const [code, link] = [randomCode(), randomSecret()];
  const linkHash = await hashOf(secret, "link", link);
  const registration = askForAccount(
    {
      linkHash,
      codeHash: await hashOf(secret, "code", `${linkHash} ${code}`),
      email,
      name,
      locale,
      password: hashPassword(password),
    },
    call.now,
  );
  await commit(call, { save: addRegistration(registration), events: [], result: undefined });
  const letter = {
    to: email,
    locale: user?.locale ?? locale,
    validUntil: registration.expiresAt,
    dedupeKey: newId("letter", call.now),
    userId: user?.id ?? null,
  };
  const told = user
    ? ({ letter: "address_known", parameters: { link: linkTo(call.env, "/sign-in") } } as const)
    : ({
        letter: "verify_email",
        parameters: { code, link: linkTo(call.env, `/verify-email?token=${link}`) },
      } as const);
  call.defer(postLetter(call, { ...letter, ...told }));
}
