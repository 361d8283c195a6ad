import { parseArgs } from "node:util";
import { Client, Refused } from "./client.ts";

/**
 * Has a listener hear again what the log has, and says how far it is until it ends:
 * `COURTYARD_URL=… EMAIL=… PASSWORD=… npm run replay -- bookings [--type resident.verified] [--building bld_…] [--from …] [--to …]`,
 * as somebody who runs the platform. It ends with 1 where something of it became a dead letter, or it was cancelled.
 */
const USAGE =
  "COURTYARD_URL=… EMAIL=… PASSWORD=… npm run replay -- <listener> [--type …] [--building bld_…] [--from …] [--to …]";
const LOOK_EVERY = 5_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    type: { type: "string", multiple: true },
    building: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
  },
});
const [listener] = positionals;
const { COURTYARD_URL = "http://localhost:8787", EMAIL, PASSWORD } = process.env;
if (!listener || !EMAIL || !PASSWORD) {
  console.error(USAGE);
  process.exit(2);
}

try {
  const client = new Client(COURTYARD_URL);
  await client.signIn(EMAIL, PASSWORD);
  const { type: types, building: buildingId, from: fromAt, to: untilAt } = values;
  let replay = await client.post("/v1/replays", { listener, types, buildingId, fromAt, untilAt });
  console.log(`${replay.id} to ${listener}: ${replay.types.join(", ")}`);
  while (replay.status === "running") {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    replay = await client.get(`/v1/replays/${replay.id}`);
    const { progress, sent, heard, dead, skipped } = replay;
    console.log(`${progress} % of the log: ${sent} sent, ${heard} heard, ${dead} dead letters, ${skipped} skipped`);
  }
  console.log(replay.status);
  process.exitCode = replay.status === "done" && replay.dead === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
