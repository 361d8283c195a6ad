import type * as v from "valibot";
import type { Catalogue, EventName } from "./catalogue.ts";
import type { Envelope, EventType, Said as SaidOf } from "./event.ts";

type DataOf<N extends EventName> = Catalogue[N]["event"] extends EventType<string, infer S> ? v.InferOutput<S> : never;

/** An event a worker may say, as a union over the catalogue: the domain writes it as a plain object. */
export type Said<N extends EventName = EventName> = { [K in N]: SaidOf<K, DataOf<K>> }[N];

type HeardBy<L extends string> = {
  [N in EventName]: L extends Catalogue[N]["to"][number] ? N : never;
}[EventName];

/** One event a worker hears, and the use case it leads to. */
export interface Consumer<N extends EventName, C> {
  readonly event: Catalogue[N]["event"];
  readonly act: (call: C, data: DataOf<N>, envelope: Envelope) => Promise<unknown>;
}

/** All that the catalogue says a worker hears: a missing one does not compile, a superfluous one neither. */
export type Consumers<L extends string, C> = { readonly [N in HeardBy<L>]: Consumer<N, C> };
