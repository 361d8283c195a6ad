import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { copyOf } from "./copy.ts";

export type Point = "request" | "request-written" | "alarm" | "alarm-written" | "release";

/** Where a Worker that is held asks whether it may go on: always, but for the points that are shut. */
export async function openGate() {
  const shut = new Map<string, () => void>();
  const server = createServer((request, response) => {
    const arrive = shut.get(request.url ?? "");
    if (arrive) arrive();
    else response.end("go on");
  });
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Lets nobody pass a point any more, and comes back when so many stand there. */
    shutAt: (point: Point, many: number) =>
      new Promise<void>((arrived) => {
        let there = 0;
        shut.set(`/${point}`, () => {
          there += 1;
          if (there === many) arrived();
        });
      }),
    open: () => shut.clear(),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A copy of the repository whose bookings Worker is held at the gate; the Worker itself is as it is. */
export function heldCopy(root: string, into: string): string {
  copyOf(root, into);
  const entry = readFileSync(join(root, "tests/setup/held-bookings.ts"), "utf8");
  writeFileSync(join(into, "workers/bookings/src/held.ts"), entry.replaceAll("../../workers/bookings/src/", "./"));
  const config = join(into, "workers/bookings/wrangler.toml");
  const text = readFileSync(config, "utf8");
  const main = 'main = "src/index.ts"';
  if (!text.includes(main)) throw new Error(`${config} has another main module`);
  writeFileSync(config, text.replace(main, 'main = "src/held.ts"'));
  return into;
}
