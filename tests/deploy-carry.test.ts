import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAccount } from "../scripts/deploy/account.ts";
import { carryOut } from "../scripts/deploy/carry.ts";
import { configOf, DOORSTEP_CODE, doorstepConfig } from "../scripts/deploy/config.ts";
import type { Environment } from "../scripts/deploy/environment.ts";
import { EMPTY_ACCOUNT, named, planDeployment, type Step } from "../scripts/deploy/plan.ts";
import { wranglerAt } from "../scripts/deploy/wrangler.ts";
import { pinnedNode } from "../scripts/install.mjs";
import { ROOT, STAGING, TREE } from "./deploy/places.ts";

const FAKE = join(ROOT, "tests/deploy/fake-wrangler.mjs");
const SLOW = 60_000;

interface Fake {
  databases: Record<string, { id: string; migrations: string; args: string[] }>;
  queues: Record<string, { args: string[] }>;
  buckets: Record<string, { args: string[] }>;
  namespaces: Record<string, { id: string; args: string[] }>;
  workers: Record<string, { secrets: Record<string, string>; vars: Record<string, string>; isDoorstep: boolean }>;
  commands: string[][];
  failAt?: { command: string; nth: number; when: "before" | "after" } | undefined;
  url: string;
}

const scratch = mkdtempSync(join(tmpdir(), "courtyard-deploy-"));
let ready = true;
let server: Server;
beforeAll(async () => {
  server = createServer((_, answer) => answer.writeHead(ready ? 200 : 503).end(ready ? "ok" : "iam: IAM_SECRET"));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
afterAll(() => {
  server.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** A new account, and how to deploy the tree into it. */
function newAccount() {
  const home = mkdtempSync(join(scratch, "account-"));
  const file = join(home, "account.json");
  const { port } = server.address() as AddressInfo;
  const look = (): Fake => JSON.parse(readFileSync(file, "utf8"));
  const put = (change: Partial<Fake>) => writeFileSync(file, JSON.stringify({ ...look(), ...change }));
  const url = `http://127.0.0.1:${port}`;
  writeFileSync(
    file,
    JSON.stringify({ databases: {}, queues: {}, buckets: {}, namespaces: {}, workers: {}, commands: [], url }),
  );
  const wrangler = wranglerAt(pinnedNode(ROOT), [FAKE, file], home);
  const folder = join(home, "configured");
  const deploy = async (environment: Environment = STAGING) => {
    const account = await readAccount(wrangler, TREE, environment);
    const plan = planDeployment(TREE, environment, account);
    await carryOut({
      root: ROOT,
      folder,
      tree: TREE,
      environment,
      account,
      plan,
      wrangler,
      say: () => {},
      patience: 0,
    });
    return plan;
  };
  return { look, put, deploy, folder };
}

const here = (name: string) => named(STAGING, name);
describe("a deployment into an empty account", () => {
  it(
    "leaves every database migrated, every Worker real, its secrets in it and nowhere else",
    async () => {
      const { look, deploy, folder } = newAccount();
      await deploy();
      const { databases, queues, workers, commands } = look();
      const names = TREE.setups.map(({ name }) => here(name));
      expect(Object.keys(workers).toSorted()).toEqual(names.toSorted());
      expect(Object.values(workers).filter(({ isDoorstep }) => isDoorstep)).toEqual([]);
      expect(Object.values(databases).filter(({ migrations }) => migrations === "")).toEqual([]);
      const made = Object.entries(databases).map(([name, { args }]) => `${name} ${args.join(" ")}`);
      const wanted = TREE.setups.flatMap((setup) => setup.databases.map(({ name }) => `${here(name)} --location weur`));
      expect(made.toSorted()).toEqual(wanted.toSorted());
      expect(Object.keys(queues)).toContain("staging-bookings-dead");
      expect(workers[here("iam")]).toMatchObject({
        secrets: { IAM_SECRET: STAGING.secrets.IAM_SECRET },
        vars: { ALLOWED_ORIGINS: "https://courtyard.dev" },
      });
      expect(workers[here("bookings")]).toMatchObject({ secrets: {}, vars: {} });
      const written = readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".json"))
        .map((name) => readFileSync(join(folder, name), "utf8"));
      for (const secret of Object.values(STAGING.secrets))
        expect(JSON.stringify([written, commands])).not.toContain(secret);
    },
    SLOW,
  );

  it(
    "keeps everything within a jurisdiction where there is one",
    async () => {
      const { look, deploy } = newAccount();
      await deploy({ ...STAGING, jurisdiction: "eu" });
      const { databases, queues } = look();
      const made = [...Object.values(databases), ...Object.values(queues)].map(({ args }) => args.join(" "));
      expect(new Set(made)).toEqual(new Set(["--jurisdiction eu"]));
    },
    SLOW,
  );
});

describe("a deployment that fails half-way", () => {
  const { steps } = planDeployment(TREE, STAGING, EMPTY_ACCOUNT);
  const many = (what: Step["do"]) => steps.filter((step) => step.do === what).length;
  const [databases, doorsteps, workers] = [many("migrate"), many("doorstep"), many("deploy")];

  // What is made is looked for first: the first list of databases is that of the account as it was.
  it.each([
    { command: "d1 create", nth: databases - 1, when: "before" },
    { command: "d1 list", nth: databases, when: "after" },
    { command: "queues create", nth: 3, when: "after" },
    { command: "d1 migrations", nth: 2, when: "before" },
    { command: "deploy", nth: doorsteps, when: "after" },
    { command: "deploy", nth: doorsteps + Math.ceil(workers / 2), when: "before" },
  ] as const)(
    "at $command number $nth, $when it took effect, goes on with the next run and creates nothing twice",
    async (failAt) => {
      const { look, put, deploy } = newAccount();
      put({ failAt });
      await expect(deploy()).rejects.toThrow(/wrangler .* ended with code 1/);
      const first = look();
      const like = first.commands.filter((command) => command.join(" ").startsWith(failAt.command));
      expect(like).toHaveLength(failAt.nth);
      expect(first.commands.at(-1)).toBe(like.at(-1));
      put({ failAt: undefined });
      await deploy();
      const { workers, databases, commands } = look();
      expect(Object.values(workers).filter(({ isDoorstep }) => isDoorstep)).toEqual([]);
      expect(Object.keys(workers)).toHaveLength(TREE.setups.length);
      for (const [name, { id }] of Object.entries(first.databases)) expect(databases[name]?.id).toBe(id);
      const there = [
        ...Object.keys(first.databases).map((name) => `d1 create ${name}`),
        ...Object.keys(first.queues).map((name) => `queues create ${name}`),
      ];
      const again = commands.slice(first.commands.length).map((command) => command.slice(0, 3).join(" "));
      expect(there.filter((command) => again.includes(command))).toEqual([]);
    },
    SLOW,
  );
});

describe("a second deployment", () => {
  it(
    "creates nothing, keeps the secrets it is not given, and puts no doorstep before a Worker that works",
    async () => {
      const { look, deploy } = newAccount();
      await deploy();
      const before = look();
      const { steps } = await deploy({ ...STAGING, secrets: {} });
      const after = look();
      expect(new Set(steps.map((step) => step.do))).toEqual(new Set(["migrate", "deploy", "check"]));
      expect(after.workers).toEqual(before.workers);
      expect(after.databases).toEqual(before.databases);
    },
    SLOW,
  );

  it(
    "says what the gateway says where it does not become ready",
    async () => {
      const { deploy } = newAccount();
      ready = false;
      try {
        await expect(deploy()).rejects.toThrow(/not ready: .*\/readyz says 503 iam: IAM_SECRET/);
      } finally {
        ready = true;
      }
    },
    SLOW,
  );
});

describe("the generated configuration", () => {
  const account = {
    databases: Object.fromEntries(TREE.setups.map(({ name }) => [here(name), crypto.randomUUID()])),
    queues: [],
    buckets: [],
    namespaces: {},
    workers: {},
  };

  it.each([...TREE.setups.map(({ name, folder }) => ({ name, folder })), { name: "a doorstep", folder: "" }])(
    "of $name is one that wrangler builds",
    async ({ name, folder }) => {
      const home = mkdtempSync(join(scratch, "built-"));
      const isDoorstep = name === "a doorstep";
      const config = isDoorstep
        ? doorstepConfig(ROOT, "workers/iam", STAGING)
        : configOf(ROOT, folder, STAGING, account);
      writeFileSync(join(home, "doorstep.js"), DOORSTEP_CODE);
      writeFileSync(join(home, "wrangler.json"), JSON.stringify(config));
      mkdirSync(join(ROOT, ".assets"), { recursive: true });
      const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
      const { stdout, stderr } = await promisify(execFile)(
        pinnedNode(ROOT),
        [wrangler, "deploy", "--dry-run", "-c", join(home, "wrangler.json")],
        { cwd: home, env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_WRITE_LOGS: "false" } },
      );
      expect(stderr).not.toMatch(/warning/i);
      expect(stdout).toContain("Total Upload");
      for (const service of isDoorstep ? [] : (config.services as { service: string }[]))
        expect(stdout).toContain(`${service.service}#Door`);
    },
    SLOW,
  );

  it("counts requests apart from every other environment in the account", () => {
    const limits = (name: string) => JSON.stringify(configOf(ROOT, "", { ...STAGING, name }, account).ratelimits);
    expect(limits("staging")).not.toEqual(limits("production"));
  });

  it("opens the gateway at its own domain alone, where it has one", () => {
    expect(configOf(ROOT, "", { ...STAGING, domain: "api.courtyard.dev" }, account)).toMatchObject({
      workers_dev: false,
      routes: [{ pattern: "api.courtyard.dev", custom_domain: true }],
    });
  });
});
