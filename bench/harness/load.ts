import { Connection, type Reply } from "./connection.ts";
import { timesOf } from "./cores.ts";
import { percentile } from "./statistics.ts";

/** What one stretch of load showed. */
export interface Load {
  readonly replies: readonly Pick<Reply, "status" | "ms">[];
  readonly elapsedMs: number;
  readonly perSecond: number;
  /** The processor time of both sides, as a share of the time that passed. */
  readonly client: number;
  readonly server: number | undefined;
  /** The share of the time in which the server could have run, and others on the machine had its core. */
  readonly disturbed: number;
}

export interface Target {
  readonly port: number;
  /** The process that answers. */
  readonly server: number;
}

interface Driving {
  readonly connections: number;
  readonly forMs: number;
  /** The nth request. */
  readonly request: (n: number) => Buffer;
  /** What every answer must be: anything else ends the run. */
  readonly status: number;
}

/** Asks without a pause on some connections for a time. */
export async function drive(target: Target, { connections, forMs, request, status }: Driving): Promise<Load> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(target.port)));
  let number = 0;
  return measured(target, async (replies) => {
    const until = performance.now() + forMs;
    await Promise.all(
      open.map(async (connection) => {
        while (performance.now() < until) {
          const reply = await connection.ask(request(number++));
          if (reply.status !== status) throw new Error(`answered ${reply.status} instead of ${status}: ${reply.body}`);
          replies.push(reply);
        }
        connection.close();
      }),
    );
  });
}

/**
 * Asks everything once, on as many connections as given, and hands each answer on with the number of its request. With a
 * pace, none begins before its turn: the nth after n times so many milliseconds.
 */
export async function exhaust(
  target: Target,
  connections: number,
  requests: readonly Buffer[],
  heard: (reply: Reply, n: number) => void,
  paceMs = 0,
): Promise<Load> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(target.port)));
  let number = 0;
  return measured(target, async (replies) => {
    const startedAt = performance.now();
    await Promise.all(
      open.map(async (connection) => {
        for (let n = number++; n < requests.length; n = number++) {
          const early = startedAt + n * paceMs - performance.now();
          if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
          const reply = await connection.ask(requests[n] ?? Buffer.alloc(0));
          replies.push(reply);
          heard(reply, n);
        }
        connection.close();
      }),
    );
  });
}

/** What happens in a time that is not load over HTTP. */
export async function measured(
  { server }: Target,
  work: (replies: Pick<Reply, "status" | "ms">[]) => Promise<void>,
): Promise<Load> {
  const replies: Reply[] = [];
  const [before, clientBefore, startedAt] = [timesOf(server), process.cpuUsage(), performance.now()];
  await work(replies);
  const elapsedMs = performance.now() - startedAt;
  const client = process.cpuUsage(clientBefore);
  const after = timesOf(server);
  return {
    replies,
    elapsedMs,
    perSecond: replies.length / (elapsedMs / 1000),
    client: (client.user + client.system) / 1000 / elapsedMs,
    server: before && after && (after.used - before.used) / elapsedMs,
    disturbed: before && after ? (after.waited - before.waited) / elapsedMs : 0,
  };
}

export const latency = ({ replies }: Load, share: number): number =>
  percentile(
    replies.map(({ ms }) => ms),
    share,
  );
