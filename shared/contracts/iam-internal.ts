import { internal } from "./route.ts";
import { answer } from "./shapes.ts";
import * as z from "./zod.ts";

/** What the gateway keeps in memory to verify tokens without asking: the key set, and who must sign in or refresh anew. */
export const Trust = z.object({
  /** RFC 7517: public keys only (OKP, Ed25519), each with its `kid`. Old keys stay until the last token they signed has expired. */
  keys: z.array(
    z.object({
      kty: z.literal("OKP"),
      crv: z.literal("Ed25519"),
      x: z.string(),
      kid: z.string(),
      alg: z.literal("EdDSA"),
      use: z.literal("sig"),
    }),
  ),
  /** Sessions that ended in the last 11 minutes. */
  ended: z.array(z.string()),
  /** Of whom tokens issued before `notBefore` (milliseconds, compared with `iat` at full seconds rounded up) are stale: the grants changed. */
  stale: z.array(z.object({ userId: z.string(), notBefore: z.number().int() })),
});

export const iamInternal = {
  trust: internal(
    { worker: "iam", callers: ["gateway"] },
    {
      method: "get",
      path: "/internal/trust",
      operationId: "trust",
      summary: "Keys and revocations",
      responses: { 200: answer(Trust, "The trust document") },
    },
  ),
};
