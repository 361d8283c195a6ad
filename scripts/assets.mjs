import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";

const FROM_PACKAGE = ["swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt", "LICENSE"];

/**
 * Puts the API reference page where the gateway serves static files from.
 * @param {string} root
 */
export function copyAssets(root) {
  const folder = join(root, ".assets", "docs");
  mkdirSync(folder, { recursive: true });
  const page = join(root, "workers/gateway/docs");
  const files = [
    ...FROM_PACKAGE.map((file) => join(root, "node_modules/swagger-ui-dist", file)),
    ...readdirSync(page).map((file) => join(page, file)),
  ];
  for (const source of files) {
    const target = join(folder, basename(source));
    if (existsSync(source) && !isCopy(source, target)) copyFileSync(source, target);
  }
}

/** @param {string} source @param {string} target */
function isCopy(source, target) {
  if (!existsSync(target)) return false;
  const [from, to] = [statSync(source), statSync(target)];
  return from.size === to.size && from.mtimeMs <= to.mtimeMs;
}
