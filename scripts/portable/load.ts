import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Imports every module it is given, and says how many there were. */
const paths = process.argv.slice(2);
for (const path of paths) await import(pathToFileURL(resolve(path)).href);
console.log(`${paths.length} modules loaded`);
