import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled, pinnedNode, refuseOldNode } from "./install.mjs";
import { main, run } from "./processes.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../..");

await main(async () => {
  refuseOldNode();
  await ensureInstalled(root, (reason) => console.log(`installing packages (${reason}); this takes a minute`));
  const { code } = await run(pinnedNode(root), ["scripts/demo.ts", ...process.argv.slice(2)], {
    cwd: root,
    echo: true,
  });
  return code;
});
