import { WorkerEntrypoint } from "cloudflare:workers";

interface Props {
  readonly limit: number;
  /** In seconds. */
  readonly period: number;
}

const counts = new Map<string, { window: number; count: number }>();

/** The rate-limit binding as the platform has it: a count in memory, nothing on disk. */
export class Limiter extends WorkerEntrypoint<unknown, Props> {
  limit({ key }: { readonly key: string }): { success: boolean } {
    const { limit, period } = this.ctx.props;
    const window = Math.floor(Date.now() / (period * 1000));
    const kept = counts.get(key);
    const count = kept?.window === window ? kept.count + 1 : 1;
    counts.set(key, { window, count });
    return { success: count <= limit };
  }
}

export default { fetch: () => new Response(null, { status: 404 }) } satisfies ExportedHandler;
