import { createHash } from "node:crypto";
import { type Account, type Binding, deployedOf, ledgerOf } from "./account.ts";

/** What an account has become, in names: ids and the number of versions are what happened on the way. */
export function pictureOf({ databases, queues, workers, files }: Account) {
  const names = new Map([...databases.values()].map(({ uuid, name }) => [uuid, name]));
  const shown = ({ id, ...binding }: Binding) => ({
    ...binding,
    ...(id !== undefined && { id: names.get(String(id)) }),
  });
  const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name);
  return {
    databases: [...databases.values()]
      .map((database) => ({ name: database.name, ledger: ledgerOf(database) }))
      .toSorted(byName),
    queues: [...queues.values()]
      .map(({ queue_name: name, consumers }) => ({
        name,
        consumers: consumers.map(({ consumer_id: _, ...consumer }) => consumer),
      }))
      .toSorted(byName),
    workers: [...workers]
      .map(([name, worker]) => ({
        name,
        crons: worker.crons,
        isPublic: worker.isPublic,
        hasPreviews: worker.hasPreviews,
        bindings: (deployedOf(worker)?.bindings ?? []).map(shown).toSorted(byName),
        code: createHash("sha256")
          .update(deployedOf(worker)?.code ?? "")
          .digest("hex"),
      }))
      .toSorted(byName),
    files: [...files].toSorted(),
  };
}
