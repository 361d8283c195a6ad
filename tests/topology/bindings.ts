import type { Setup } from "../../scripts/setups.ts";

interface Internal {
  readonly worker: string;
  readonly callers: readonly string[];
  readonly operationId: string;
}

/** What the bindings do not say as the contracts do: who may call whom, and as whom. */
export function bindingFaults(setups: readonly Setup[], internals: readonly Internal[]): string[] {
  return setups.flatMap((setup) => {
    const { name, services } = setup;
    const wanted = new Set(
      name === "gateway"
        ? setups.map((other) => other.name).filter((other) => other !== name)
        : internals.filter(({ callers }) => callers.includes(name)).map(({ worker }) => worker),
    );
    const bound = services.map(({ service }) => service);
    return [
      ...services.flatMap(({ binding, service, entrypoint, props }) => [
        ...(binding === service.toUpperCase() ? [] : [`${name} calls ${service} ${binding}`]),
        ...(entrypoint === "Door" ? [] : [`${name} comes to ${service} by ${entrypoint ?? "the default export"}`]),
        ...(props?.caller === name ? [] : [`${name} comes to ${service} as ${props?.caller ?? "nobody"}`]),
        ...(wanted.has(service) ? [] : [`${name} is bound to ${service}, which has nothing for it`]),
      ]),
      ...[...wanted]
        .filter((service) => !bound.includes(service))
        .map((service) => `${name} is not bound to ${service}`),
    ];
  });
}

/** What every Worker's configuration must say, and what only the gateway's may. */
export function setupFaults(setups: readonly Setup[], workers: readonly string[]): string[] {
  const [first] = setups;
  const names = setups.map(({ name }) => name);
  return [
    ...workers.filter((name) => !names.includes(name)).map((name) => `${name} is a worker and has no wrangler.toml`),
    ...names.filter((name) => !workers.includes(name)).map((name) => `${name} is not in shared/core/workers.ts`),
    ...setups.flatMap((setup) => [
      ...(setup.folder === (setup.name === "gateway" ? "" : `workers/${setup.name}`)
        ? []
        : [`${setup.folder} says that it is ${setup.name}`]),
      ...(setup.compatibilityDate === first?.compatibilityDate ? [] : [`${setup.name} has another compatibility_date`]),
      ...(setup.compatibilityFlags.join() === first?.compatibilityFlags.join()
        ? []
        : [`${setup.name} has other compatibility_flags`]),
      ...(setup.observed ? [] : [`${setup.name} is not observed`]),
      ...(setup.name === "gateway" ? gatewayFaults(setup) : hiddenFaults(setup)),
      ...setup.objects
        .filter((one) => !setup.declared.includes(one))
        .map((one) => `${setup.name} binds ${one} and does not declare it`),
    ]),
  ];
}

const gatewayFaults = ({ databases, consumers }: Setup): string[] => [
  ...(databases.length === 0 ? [] : ["gateway has a database"]),
  ...(consumers.length === 0 ? [] : ["gateway takes a queue"]),
];

function hiddenFaults({ name, workersDev, previewUrls, placement, routes, crons, databases }: Setup): string[] {
  const [database, ...more] = databases;
  return [
    ...(workersDev === false ? [] : [`${name} has no workers_dev = false`]),
    ...(previewUrls === false ? [] : [`${name} has no preview_urls = false`]),
    ...(placement === "smart" ? [] : [`${name} has no smart placement near its database`]),
    ...(routes.length === 0 ? [] : [`${name} has a route of its own`]),
    ...(crons.join() === "* * * * *" ? [] : [`${name} has the clock ${crons.join() || "of nobody"}`]),
    ...(more.length === 0 ? [] : [`${name} has ${databases.length} databases`]),
    ...(database?.binding === "DB" && database.name === name ? [] : [`${name} has no database DB of its name`]),
    ...(database?.migrations === `migrations/${name}` ? [] : [`${name} does not migrate from migrations/${name}`]),
  ];
}
