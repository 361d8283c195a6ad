import { createRequire, registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

// Runs wrangler's own program many times in one process: to load it takes longer than most of its commands. Each message is
// one command's words, and is answered with what it printed and how it ended.

const require = createRequire(import.meta.url);
const program = fileURLToPath(new URL("../../node_modules/wrangler/wrangler-dist/cli.js", import.meta.url));
registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (url !== pathToFileURL(program).href) return loaded;
    return { ...loaded, source: `${loaded.source}\nexports.main = main;` };
  },
});
const { main } = require(program);

/** @param {NodeJS.WriteStream} stream */
function caught(stream) {
  let text = "";
  stream.write = (/** @type {string | Uint8Array} */ chunk, /** @type {unknown[]} */ ...rest) => {
    text += chunk;
    const done = rest.at(-1);
    if (typeof done === "function") done();
    return true;
  };
  return () => {
    const said = text;
    text = "";
    return said;
  };
}

// It would take its leave of whoever started it after one command.
process.disconnect = () => {};

const [output, errors] = [caught(process.stdout), caught(process.stderr)];
process.on("message", async (/** @type {string[]} */ args) => {
  process.argv.splice(2, process.argv.length, ...args);
  const code = await main(args).then(
    () => 0,
    () => 1,
  );
  process.send?.({ code, output: output(), errors: errors() });
});
