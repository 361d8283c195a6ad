import type { Load } from "./load.ts";
import { median } from "./statistics.ts";

/** A side that used more of its core than this had none to spare. */
const BUSY = 0.85;

/** Others on the machine who had the server's core for more than this are worth a word. */
const NOTICEABLE = 0.05;

type Used = Pick<Load, "client" | "server" | "disturbed">;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Who had no time to spare, from the processor time of both sides. */
export function limitOf(loads: readonly Used[]): string {
  const client = median(loads.map((load) => load.client));
  const servers = loads.flatMap(({ server }) => (server === undefined ? [] : [server]));
  if (servers.length === 0)
    return `the client used ${percent(client)} of its core; the system does not tell the server's.`;
  const server = median(servers);
  const disturbed = median(loads.map((load) => load.disturbed));
  const others =
    disturbed > NOTICEABLE ? `; other processes on the machine had its core for ${percent(disturbed)}` : "";
  const used = `server ${percent(server)} of its core${others}, client ${percent(client)} of its own`;
  if (client >= BUSY && client >= server) return `the client: ${used}.`;
  if (server + disturbed >= BUSY) return `the server: ${used}.`;
  return `neither, both waited: ${used}.`;
}
