import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyAssets } from "../scripts/assets.mjs";
import { deployOrder } from "../scripts/deploy/order.ts";
import { named } from "../scripts/deploy/plan.ts";
import { secretsOf } from "../scripts/deploy/settings.ts";
import { deployedOf, ledgerOf, secretsIn } from "./deploy/cloudflare/account.ts";
import { pictureOf } from "./deploy/cloudflare/picture.ts";
import type { Fault } from "./deploy/cloudflare/server.ts";
import { ROOT, STAGING, TREE } from "./deploy/places.ts";
import { ADDRESS, hollowTree, Trial } from "./deploy/trial.ts";

/** Where two cores are shared with much else. */
const SLOW = 600_000;
/** A whole Worker of ours is larger, and a doorstep is smaller. */
const REAL_CODE = 10_000;
const here = (name: string) => named(STAGING, name);

describe("wrangler, with an API that keeps what it is given,", () => {
  let trial: Trial;
  beforeAll(async () => {
    copyAssets(ROOT);
    trial = await Trial.open(ROOT, TREE);
  });
  afterAll(() => trial.close());

  const workerNamed = (name: string) => {
    const found = trial.cloudflare.account.workers.get(here(name));
    if (!found) throw new Error(`${name} was not deployed`);
    return found;
  };

  it("makes of an empty account what the tree asks for, schemas before code", { timeout: SLOW }, async () => {
    const { cloudflare } = trial;
    expect(await trial.deploy()).toBe(ADDRESS);
    expect(cloudflare.unknown).toEqual([]);

    for (const { databases } of TREE.setups)
      for (const { name, migrations } of databases) {
        const database = cloudflare.account.databases.get(here(name));
        expect(database).toMatchObject({ primary_location_hint: "weur" });
        expect(database && ledgerOf(database)).toEqual(readdirSync(join(ROOT, migrations)).toSorted());
      }
    const lastSchema = cloudflare.done.findLastIndex((request) => request.endsWith("/query"));
    const firstCode = cloudflare.done.findIndex((request) => request.includes("/workers/scripts/"));
    expect(lastSchema).toBeLessThan(firstCode);

    for (const { name, crons, consumers } of TREE.setups) {
      const worker = workerNamed(name);
      expect(worker).toMatchObject({ crons, isPublic: name === "gateway", hasPreviews: false });
      expect(deployedOf(worker)?.code.length).toBeGreaterThan(REAL_CODE);
      for (const { queue, dead_letter_queue: dead, max_batch_size: batch_size, max_retries } of consumers)
        expect(cloudflare.account.queues.get(here(queue))?.consumers).toMatchObject([
          { script: here(name), ...(dead && { dead_letter_queue: here(dead) }), settings: { batch_size, max_retries } },
        ]);
    }
  });

  it("gives each Worker its own secrets, and shows them to nobody", () => {
    for (const { name } of TREE.setups) {
      const own = secretsOf(name).filter((secret) => secret in STAGING.secrets);
      expect(secretsIn(workerNamed(name))).toEqual(
        Object.fromEntries(own.map((secret) => [secret, STAGING.secrets[secret]])),
      );
    }
    const { folder, told, host } = trial;
    const written = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".json"))
      .map((name) => readFileSync(join(folder, name), "utf8"));
    expect(written.length).toBeGreaterThan(TREE.setups.length);
    const everything = [...told, ...host.printed, ...written].join("\n");
    for (const secret of Object.values(STAGING.secrets)) expect(everything).not.toContain(secret);
  });

  it("creates nothing a second time, and keeps the secrets that it is not given", { timeout: SLOW }, async () => {
    const [before, made] = [pictureOf(trial.cloudflare.account), trial.creations];
    await trial.deploy({ ...STAGING, secrets: {} });
    expect(pictureOf(trial.cloudflare.account)).toEqual(before);
    expect(trial.creations).toEqual(made);
    for (const { name } of TREE.setups) expect(workerNamed(name).versions.length).toBeGreaterThan(1);
    expect(trial.cloudflare.unknown).toEqual([]);
  });
});

describe("a deployment by wrangler that is broken off at each thing it asks for, before or after it is done,", () => {
  const { root, tree } = hollowTree();
  afterAll(() => rmSync(root, { recursive: true }));

  it("goes on with the next run, creates nothing twice and ends as if nothing had been", {
    timeout: SLOW,
  }, async () => {
    const whole = await Trial.open(root, tree);
    await whole.deploy();
    whole.close();
    const broken = await Trial.open(root, tree);
    try {
      for (const fault of faultsOf(whole.cloudflare.done, deployOrder(tree.setups).doorsteps)) {
        broken.cloudflare.fault = fault;
        const ended = await broken.deploy().catch((error: Error) => error.message);
        expect(`${fault.when} ${fault.request}: ${ended}`).toContain("was told to fail here");
      }
      broken.cloudflare.fault = undefined;
      await broken.deploy();
      expect(pictureOf(broken.cloudflare.account)).toEqual(pictureOf(whole.cloudflare.account));
      expect(broken.creations).toHaveLength(whole.creations.length);
    } finally {
      broken.close();
    }
  });
});

/**
 * Each request that a deployment made, in its order. The same is asked for each database, queue and Worker: for one it fails before it is
 * done, for the next after it; what is written again with every version only before. Left out is what
 * breaking off an earlier one takes away: a doorstep that is there is not put a second time.
 */
function faultsOf(done: readonly string[], doorsteps: readonly string[]): Fault[] {
  const kinds = new Set(done.map((request) => request.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "[^/]+")));
  return [...kinds].flatMap((kind, nth) => {
    // Where those settings fail, wrangler says so and goes on: they are tags, which we do not use.
    const isLeftOut =
      kind.endsWith("/script-settings") || doorsteps.some((name) => kind.endsWith(`${here(name)}/subdomain`));
    const isWrittenAgain = /\/(subdomain|schedules|deployments)$/.test(kind);
    const request = new RegExp(`^${kind}$`);
    return isLeftOut ? [] : [{ request, when: isWrittenAgain || nth % 2 === 0 ? "before" : "after" } as const];
  });
}
