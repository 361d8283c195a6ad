import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";

// Stands in for wrangler and the account behind it, in the words and the order of checks of the real ones. The account is
// the file named by the first argument: what it has, each command that was given, and at the how manieth of a kind it fails.
const [file = "", ...args] = process.argv.slice(2);
const account = JSON.parse(readFileSync(file, "utf8"));
account.commands.push(args);
const { failAt } = account;
const isLike = (/** @type {string[]} */ command) => command.join(" ").startsWith(failAt?.command);
const isLast = isLike(args) && account.commands.filter(isLike).length === failAt.nth;

/** @param {string} message @returns {never} */
function refuse(message) {
  console.error(`✘ [ERROR] ${message}`);
  writeFileSync(file, JSON.stringify(account));
  process.exit(1);
}

/** @param {string} flag */
const option = (flag) => args[args.indexOf(flag) + 1] ?? "";
const print = (/** @type {unknown} */ value) => console.log(JSON.stringify(value, undefined, 2));
const config = () => JSON.parse(readFileSync(option("-c"), "utf8"));

/** @param {Record<string, unknown>} list @param {string} name @param {unknown} value */
function add(list, name, value) {
  if (Object.hasOwn(list, name)) refuse(`${name} already exists. [code: 11009]`);
  list[name] = value;
}

/** @param {{ database_name: string, database_id: string }} database */
function databaseOf({ database_name, database_id }) {
  const database = account.databases[database_name];
  if (database?.id !== database_id) refuse(`binding DB of type d1 must have a valid \`id\` specified [code: 10021]`);
  return database;
}

function deploy() {
  const { name, services = [], d1_databases = [], queues = {}, vars = {}, main } = config();
  for (const one of d1_databases) if (databaseOf(one).migrations === "") refuse("no such table");
  for (const { binding, service } of services)
    if (!Object.hasOwn(account.workers, service))
      refuse(`Service binding '${binding}' references Worker '${service}' which was not found. [code: 10143]`);
  const listening = [...(queues.consumers ?? []), ...(queues.producers ?? [])];
  for (const { queue, dead_letter_queue: dead = queue } of listening)
    for (const one of [queue, dead]) if (!Object.hasOwn(account.queues, one)) refuse(`Queue "${one}" does not exist.`);
  const given = args.includes("--secrets-file") ? JSON.parse(readFileSync(option("--secrets-file"), "utf8")) : {};
  const secrets = { ...account.workers[name]?.secrets, ...given };
  account.workers[name] = { secrets, vars, isDoorstep: basename(dirname(option("-c"))) === "doorstep", main };
  console.log(`Uploaded ${name} (1.00 sec)\nDeployed ${name} triggers (0.50 sec)`);
  if (name.endsWith("gateway")) console.log(`  ${account.url}`);
}

function answer() {
  const [first, second, third, fourth = ""] = args;
  switch (`${first} ${second}`) {
    case "d1 list":
      return print(
        Object.entries(account.databases).map(([name, { id }]) => ({ uuid: id, name, version: "production" })),
      );
    case "d1 create":
      return add(account.databases, third ?? "", { id: crypto.randomUUID(), migrations: "", args: args.slice(3) });
    case "d1 migrations":
      for (const one of config().d1_databases) databaseOf(one).migrations = one.migrations_dir;
      return console.log("✅ No migrations to apply!");
    case "queues info":
      return Object.hasOwn(account.queues, third ?? "")
        ? console.log(`Queue Name: ${third}`)
        : refuse(`Queue "${third}" does not exist. To create it, run: wrangler queues create ${third}`);
    case "queues create":
      return add(account.queues, third ?? "", { args: args.slice(3) });
    case "kv namespace":
      if (third === "list") return print(Object.entries(account.namespaces).map(([title, { id }]) => ({ id, title })));
      return add(account.namespaces, fourth, { id: crypto.randomUUID().replaceAll("-", ""), args: args.slice(4) });
    case "r2 bucket":
      if (third === "create") return add(account.buckets, fourth, { args: args.slice(4) });
      return Object.hasOwn(account.buckets, fourth)
        ? print({ name: fourth })
        : refuse("A request to the Cloudflare API failed.\n  The specified bucket does not exist. [code: 10006]");
    case "secret list": {
      const worker = account.workers[option("--name")];
      if (!worker)
        refuse(`Worker "${option("--name")}" not found.\n\nIf this is a new Worker, run \`wrangler deploy\` first.`);
      return print(Object.keys(worker.secrets).map((name) => ({ name, type: "secret_text" })));
    }
    case "deploy -c":
      return deploy();
    default:
      return refuse(`Unknown command: ${args.join(" ")}`);
  }
}

if (isLast && failAt.when === "before") refuse("A request to the Cloudflare API failed. [code: 10000]");
answer();
if (isLast) refuse("fetch failed");
writeFileSync(file, JSON.stringify(account));
