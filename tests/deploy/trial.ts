import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { readAccount } from "../../scripts/deploy/account.ts";
import { carryOut } from "../../scripts/deploy/carry.ts";
import type { Environment } from "../../scripts/deploy/environment.ts";
import { named, planDeployment } from "../../scripts/deploy/plan.ts";
import type { Tree } from "../../scripts/deploy/refusals.ts";
import { readSetups } from "../../scripts/setups.ts";
import { Cloudflare } from "./cloudflare/server.ts";
import { SUBDOMAIN } from "./cloudflare/workers.ts";
import { ROOT, STAGING, TREE } from "./places.ts";
import { WranglerHost } from "./wrangler-host.ts";

export const ADDRESS = `https://${named(STAGING, "gateway")}.${SUBDOMAIN}.workers.dev`;

/** A new account at the stand-in, and a wrangler that deploys a tree into it. */
export class Trial {
  readonly cloudflare: Cloudflare;
  readonly host: WranglerHost;
  /** Where the generated configurations lie. */
  readonly folder = mkdtempSync(join(tmpdir(), "courtyard-deploy-"));
  /** What whoever deploys reads. */
  readonly told: string[] = [];
  readonly #root: string;
  readonly #tree: Tree;

  private constructor(root: string, tree: Tree, cloudflare: Cloudflare) {
    this.#root = root;
    this.#tree = tree;
    this.cloudflare = cloudflare;
    this.host = new WranglerHost(cloudflare.env);
    // What Cloudflare puts in front of the Workers: only what is public has an address.
    vi.stubGlobal("fetch", async (url: string) => {
      const isThere =
        cloudflare.account.workers.get(named(STAGING, "gateway"))?.isPublic && url === `${ADDRESS}/readyz`;
      return isThere ? new Response("ready") : new Response("nobody", { status: 404 });
    });
  }

  static async open(root: string, tree: Tree): Promise<Trial> {
    return new Trial(root, tree, await new Cloudflare().start());
  }

  close(): void {
    vi.unstubAllGlobals();
    this.host.stop();
    this.cloudflare.stop();
    rmSync(this.folder, { recursive: true });
  }

  async deploy(environment: Environment = STAGING): Promise<string> {
    const { folder, host } = this;
    const [root, tree] = [this.#root, this.#tree];
    const account = await readAccount(host.run, tree, environment);
    const plan = planDeployment(tree, environment, account);
    const say = (text: string) => void this.told.push(text);
    return carryOut({ root, folder, tree, environment, account, plan, wrangler: host.run, say, patience: 0 });
  }

  /** Every request by which something came to be that was not there. */
  get creations(): string[] {
    return this.cloudflare.done.filter((request) => /^POST .*\/(database|queues|consumers)$/.test(request));
  }
}

/** The tree as it is wired, with Workers that do nothing: they are built at once. */
export function hollowTree(): { root: string; tree: Tree } {
  const root = mkdtempSync(join(tmpdir(), "courtyard-hollow-"));
  for (const { name, folder, declared } of TREE.setups) {
    const code = join(root, "workers", name, "src");
    mkdirSync(code, { recursive: true });
    cpSync(join(ROOT, folder, "wrangler.toml"), join(root, folder, "wrangler.toml"));
    const classes = declared.map((object) => `export class ${object} extends DurableObject {}`).join("\n");
    writeFileSync(
      join(code, "index.ts"),
      `import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
export class Door extends WorkerEntrypoint {}
${classes}
export default { fetch: () => new Response("${name}"), queue: () => {}, scheduled: () => {}, DurableObject };`,
    );
  }
  symlinkSync(join(ROOT, "migrations"), join(root, "migrations"));
  mkdirSync(join(root, "shared/contracts"), { recursive: true });
  writeFileSync(join(root, "shared/contracts/undocumented.ts"), "");
  mkdirSync(join(root, ".assets"));
  writeFileSync(join(root, ".assets/page.html"), "a page");
  return { root, tree: { ...TREE, setups: readSetups(root) } };
}
