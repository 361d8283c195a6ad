import type { InternalRoute, PublicRoute } from "#shared/contracts/route";

type Contracts = Readonly<Record<string, Readonly<Record<string, PublicRoute>>>>;

/** What a public path begins with; a key set has its place by RFC 8615, and what is asked of the system itself has no version. */
const PUBLIC_PATH = /^\/(v1\/|\.well-known\/)/;
const GATEWAY_PATH = /^\/(v1\/|healthz$|readyz$|openapi\.json$|docs$)/;

export function contractFaults(
  contracts: Contracts,
  internals: readonly InternalRoute[],
  permissions: readonly string[],
): string[] {
  const named = Object.entries(contracts).flatMap(([worker, contract]) =>
    Object.entries(contract).map(([name, route]) => ({ worker, name, route })),
  );
  const routes = named.map(({ route }) => route);
  return [
    ...repeated([...routes, ...internals].map(({ operationId }) => operationId)).map(
      (id) => `${id} names two operations`,
    ),
    ...repeated(routes.map(({ method, path }) => `${method} ${path}`)).map((path) => `${path} is said twice`),
    ...internals
      .filter(({ path }) => !path.startsWith("/internal/"))
      .map(({ operationId }) => `${operationId} is internal and says otherwise`),
    ...named.flatMap(({ worker, name, route }) => [
      ...(name === route.operationId ? [] : [`${worker}.${name} is the operation ${route.operationId}`]),
      ...[...routeFaults(worker, route, permissions)].map((fault) => `${route.operationId} ${fault}`),
    ]),
  ];
}

function* routeFaults(worker: string, { method, path, terms }: PublicRoute, permissions: readonly string[]) {
  const isRead = method === "get" || method === "head";
  if (!(worker === "gateway" ? GATEWAY_PATH : PUBLIC_PATH).test(path)) yield `has the path ${path}`;
  if (terms.worker !== worker) yield `is ${terms.worker}'s`;
  if (terms.permission !== null && !permissions.includes(terms.permission))
    yield `needs ${terms.permission}, which nobody can have`;
  if (terms.permission === null && (terms.reach === "grant" || terms.reach === "platform"))
    yield "is for a grant and names no permission";
  if (terms.permission !== null && (terms.reach === "person" || terms.reach === "anyone"))
    yield `asks ${terms.reach} for ${terms.permission}, which the gateway does not look at`;
  if (terms.d1 > (isRead ? 1 : 2)) yield `makes ${terms.d1} round trips`;
  if (!isRead && terms.reach === "anyone" && terms.keyed !== false)
    yield "has nobody to keep a key for, and no keyed: false";
  if (isRead && terms.ifMatch) yield "reads and wants If-Match";
  if (isRead && terms.rate === "write") yield "reads and counts as a write";
}

/** Routes that promise to need a permission which nothing asks for that their handler comes to. */
export const unaskedPermissions = (
  contracts: Contracts,
  asked: Readonly<Record<string, readonly string[]>>,
): string[] =>
  Object.values(contracts).flatMap((contract) =>
    Object.values(contract).flatMap(({ operationId, terms: { permission } }) =>
      permission === null || asked[operationId]?.includes(permission)
        ? []
        : [`${operationId} needs ${permission} by its contract, and its use case does not ask for it`],
    ),
  );

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, at) => names.indexOf(name) !== at)),
];
