import type * as z from "../contracts/zod.ts";
import { AppError } from "../core/errors.ts";
import type { WorkerName } from "../core/workers.ts";
import { logError } from "./log.ts";

/** How long a peer may take, in milliseconds. */
const DEADLINE = 5_000;

interface JsonRoute {
  readonly path: string;
  readonly operationId: string;
  readonly internalTerms: { readonly worker: WorkerName };
  readonly request: {
    readonly body: { readonly content: { readonly "application/json": { readonly schema: z.ZodType } } };
  };
  readonly responses: {
    readonly 200: { readonly content: { readonly "application/json": { readonly schema: z.ZodType } } };
  };
}

interface Asking {
  readonly requestId: string;
  readonly traceparent: string;
}

type Asked<R extends JsonRoute> = z.input<R["request"]["body"]["content"]["application/json"]["schema"]>;
type Told<R extends JsonRoute> = z.output<R["responses"][200]["content"]["application/json"]["schema"]>;

/**
 * Asks another worker over its binding; the caller is what the binding says. Repeatable, as everything between load and
 * commit must be.
 *
 * @throws AppError `service.unavailable` when it does not answer in time, or with anything but 200
 */
export async function ask<R extends JsonRoute>(
  call: Asking,
  peer: Fetcher | undefined,
  route: R,
  body: Asked<R>,
): Promise<Told<R>> {
  const { worker } = route.internalTerms;
  try {
    if (!peer) throw new Error(`${worker} is not bound`);
    const answer = await peer.fetch(`https://${worker}${route.path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": call.requestId, traceparent: call.traceparent },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(DEADLINE),
    });
    if (answer.status !== 200) throw new Error(`${worker} answered ${answer.status} to ${route.operationId}`);
    return (await answer.json()) as Told<R>;
  } catch (error) {
    logError("peer.failed", error, { peer: worker, operation: route.operationId, requestId: call.requestId });
    throw new AppError("service.unavailable", { cause: error });
  }
}
