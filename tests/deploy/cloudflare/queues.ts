import { randomUUID } from "node:crypto";
import { type Account, type Consumer, type Queue, Refusal } from "./account.ts";
import type { Routes } from "./server.ts";

const shown = ({ consumers, ...queue }: Queue) => ({
  ...queue,
  consumers,
  consumers_total_count: consumers.length,
  producers: [],
  producers_total_count: 0,
});

export const queueRoutes: Routes = {
  "GET /queues": ({ account, query }) => {
    const wanted = query.getAll("name");
    return [...account.queues.values()]
      .filter(({ queue_name }) => wanted.length === 0 || wanted.includes(queue_name))
      .map(shown);
  },

  "POST /queues": ({ account, json }) => {
    const { queue_name, jurisdiction } = json() as Pick<Queue, "queue_name" | "jurisdiction">;
    if (account.queues.has(queue_name)) throw new Refusal(409, 11009, `Queue name '${queue_name}' is already taken.`);
    const made: Queue = { queue_id: randomUUID(), queue_name, jurisdiction, consumers: [] };
    account.queues.set(queue_name, made);
    return shown(made);
  },

  "GET /queues/:id/consumers": ({ account, of }) => queueOf(account, of.id).consumers,

  "POST /queues/:id/consumers": ({ account, of, json }) => {
    const { consumers, queue_name } = queueOf(account, of.id);
    if (consumers.length > 0) throw new Refusal(409, 11004, `Queue '${queue_name}' already has a consumer.`);
    const made = consumerFrom(account, json());
    consumers.push(made);
    return made;
  },

  "PUT /queues/:id/consumers/:consumer": ({ account, of, json }) => {
    const { consumers } = queueOf(account, of.id);
    const at = consumers.findIndex(({ consumer_id }) => consumer_id === of.consumer);
    if (at < 0) throw new Refusal(404, 11003, "No such consumer.");
    const changed = { ...consumerFrom(account, json()), consumer_id: of.consumer ?? "" };
    consumers.splice(at, 1, changed);
    return changed;
  },
};

function consumerFrom(account: Account, asked: Readonly<Record<string, unknown>>): Consumer {
  const { script_name, dead_letter_queue: dead, settings = {} } = asked;
  if (!account.workers.has(String(script_name))) throw new Refusal(404, 11001, `Worker ${script_name} does not exist.`);
  if (dead !== undefined && !account.queues.has(String(dead)))
    throw new Refusal(404, 11000, `The dead letter queue ${dead} does not exist.`);
  return {
    consumer_id: randomUUID(),
    script: String(script_name),
    type: "worker",
    dead_letter_queue: dead === undefined ? undefined : String(dead),
    settings: settings as Consumer["settings"],
  };
}

function queueOf({ queues }: Account, id: string | undefined): Queue {
  const found = [...queues.values()].find(({ queue_id }) => queue_id === id);
  if (!found) throw new Refusal(404, 11000, `Queue ${id} does not exist.`);
  return found;
}
