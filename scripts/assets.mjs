import { copyFileSync, existsSync, mkdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";

const FROM_PACKAGE = ["swagger-ui.css", "swagger-ui-bundle.js"].map((file) => `node_modules/swagger-ui-dist/${file}`);
const FROM_GATEWAY = ["workers/gateway/docs/index.html"];

/**
 * Puts the API reference page where the gateway serves static files from.
 * @param {string} root
 */
export function copyAssets(root) {
  const folder = join(root, ".assets", "docs");
  mkdirSync(folder, { recursive: true });
  for (const file of [...FROM_PACKAGE, ...FROM_GATEWAY]) {
    const source = join(root, file);
    const target = join(folder, basename(file));
    if (existsSync(source) && !isCopy(source, target)) copyFileSync(source, target);
  }
}

/** @param {string} source @param {string} target */
function isCopy(source, target) {
  if (!existsSync(target)) return false;
  const [from, to] = [statSync(source), statSync(target)];
  return from.size === to.size && from.mtimeMs <= to.mtimeMs;
}
