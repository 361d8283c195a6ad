interface Calls {
  readonly name: string;
  readonly services: readonly { readonly service: string }[];
}

/**
 * Callees before callers. Cloudflare refuses a Worker that is bound to one which does not exist (code 10143), so where
 * Workers call each other in a ring, or themselves, some need a doorstep: a Worker of that name that answers nothing yet.
 * As few as a greedy choice finds; every binding's target is in the order before it, or a doorstep.
 */
export function deployOrder(workers: readonly Calls[]): { order: string[]; doorsteps: string[] } {
  const names = new Set(workers.map(({ name }) => name));
  const order: string[] = [];
  const doorsteps: string[] = [];
  let waiting = workers.map(({ name, services }) => ({
    name,
    targets: [...new Set(services.map(({ service }) => service))].filter((service) => names.has(service)),
  }));
  const missingFor = ({ targets }: { targets: readonly string[] }) =>
    targets.filter((target) => !order.includes(target) && !doorsteps.includes(target));

  while (waiting.length > 0) {
    const next = mostCalled(
      waiting,
      waiting.filter((one) => missingFor(one).length === 0),
    );
    if (next) {
      order.push(next.name);
      waiting = waiting.filter((one) => one !== next);
    } else doorsteps.push(mostWanted(waiting.map(missingFor)));
  }
  return { order, doorsteps };
}

type Waiting = { readonly name: string; readonly targets: readonly string[] };

/** Of those that can go next, the one that most of the waiting call; so whom nobody calls goes last. */
function mostCalled(waiting: readonly Waiting[], ready: readonly Waiting[]): Waiting | undefined {
  const calls = ({ name }: Waiting) => waiting.filter((one) => one.name !== name && one.targets.includes(name)).length;
  return ready.toSorted((a, b) => calls(b) - calls(a) || a.name.localeCompare(b.name))[0];
}

/** The name that most lists have; of several, the first by name. */
function mostWanted(lists: readonly (readonly string[])[]): string {
  const counts = new Map<string, number>();
  for (const name of lists.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [first] = [...counts].sort(([a, times], [b, others]) => others - times || a.localeCompare(b));
  return first?.[0] ?? "";
}
