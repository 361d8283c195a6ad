import { type CryptoKey, importJWK } from "jose";
import { iamInternal, type Trust } from "#shared/contracts/iam-internal";
import type * as z from "#shared/contracts/zod";
import { AppError } from "#shared/core/errors";
import { after, type Soon } from "#shared/core/soon";
import { type Instant, seconds } from "#shared/core/time";
import { TOKEN_ALGORITHM } from "#shared/core/token";
import { logError } from "#shared/worker/log";
import type { Call } from "../call.ts";
import type { Proof } from "../domain/claims.ts";
import { Bookmarks } from "./bookmarks.ts";
import { askDoor } from "./doors.ts";
import { ReadTokens } from "./read-tokens.ts";

/** A verdict never rests on an older answer while IAM gives a newer one: how soon a change of grants is felt everywhere. */
const TRUSTED_FOR = seconds(15);
/** An answer of this age is renewed behind the request, so that where there is traffic nobody waits. */
const RENEWED_FROM = seconds(10);
/** After an attempt that failed or is under way, the next one. */
const ATTEMPT_PAUSE = seconds(5);
/** Between two questions that a key id nobody knows may cause. */
const FORCED_PAUSE = seconds(30);
/** How long IAM may take, in milliseconds. */
const DEADLINE = 2_000;

interface Kept {
  readonly keys: ReadonlyMap<string, CryptoKey>;
  readonly ended: ReadonlySet<string>;
  readonly stale: ReadonlyMap<string, Instant>;
  readonly at: Instant;
}

/** What IAM says about keys and revocations, in the memory of one isolate. The old answer stays while IAM does not give a new one. */
export class TrustKeeper {
  /** Read with the keys of the kept answer, and forgotten with it. */
  readonly #tokens = new ReadTokens();
  #kept: Kept | undefined;
  #attemptAt = Number.NEGATIVE_INFINITY;
  #forcedAt = Number.NEGATIVE_INFINITY;

  /** What a token says, if a key that is good now signed it. */
  proofOf(call: Call, token: string): Soon<Proof | undefined> {
    return this.#tokens.proofOf(token, (kid) => this.#keyOf(call, kid));
  }

  /** The key of this id. An id that is not known makes IAM be asked, once in a while: it may be new. */
  #keyOf(call: Call, kid: string): Soon<CryptoKey | undefined> {
    return after(this.#current(call), ({ keys }) => {
      const known = keys.get(kid);
      if (known || call.now < this.#forcedAt + FORCED_PAUSE) return known;
      this.#forcedAt = call.now;
      return this.#renew(call).then(() => this.#kept?.keys.get(kid));
    });
  }

  /** The sessions that have ended, and whose grants have changed when. */
  revoked(call: Call): Soon<Pick<Kept, "ended" | "stale">> {
    return this.#current(call);
  }

  #current(call: Call): Soon<Kept> {
    const kept = this.#kept;
    if (kept === undefined) return this.#renewed(call);
    const age = call.now - kept.at;
    if (age <= RENEWED_FROM || call.now < this.#attemptAt + ATTEMPT_PAUSE) return kept;
    if (age > TRUSTED_FOR) return this.#renewed(call);
    this.#attemptAt = call.now;
    call.defer(this.#renew(call));
    return kept;
  }

  async #renewed(call: Call): Promise<Kept> {
    await this.#renew(call);
    if (this.#kept === undefined) throw new AppError("service.unavailable");
    return this.#kept;
  }

  async #renew(call: Call): Promise<void> {
    try {
      // Nothing of what the client sent goes along: a bookmark made up by one must not cost the others their trust.
      const { env, now, address, requestId, traceparent } = call;
      const own: Call = {
        ...{ env, now, address, requestId, traceparent, actor: { kind: "nobody" } },
        ...{ bookmarks: new Bookmarks(() => undefined), defer: (work) => call.defer(work) },
      };
      const answer = await askDoor(own, "iam", { path: iamInternal.trust.path, deadline: DEADLINE });
      if (answer.status !== 200) throw new Error(`iam answered ${answer.status} to ${iamInternal.trust.operationId}`);
      const told = await keptOf((await answer.json()) as z.infer<typeof Trust>, call.now);
      if (told.at < (this.#kept?.at ?? told.at)) return;
      this.#kept = told;
      this.#tokens.forget();
    } catch (error) {
      this.#attemptAt = call.now;
      logError("trust.not_renewed", error, { requestId: call.requestId });
    }
  }
}

/** The keys are imported here, once an answer; a promise kept instead would belong to the request that made it. */
async function keptOf({ keys, ended, stale }: z.infer<typeof Trust>, at: Instant): Promise<Kept> {
  const imported = await Promise.all(
    keys.map(async ({ kty, crv, x, kid }) => [kid, await importJWK({ kty, crv, x }, TOKEN_ALGORITHM)] as const),
  );
  return {
    keys: new Map(imported.flatMap(([kid, key]) => (key instanceof Uint8Array ? [] : [[kid, key] as const]))),
    ended: new Set(ended),
    stale: new Map(stale.map(({ userId, notBefore }) => [userId, notBefore])),
    at,
  };
}
