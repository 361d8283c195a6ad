import { AppError } from "#shared/core/errors";
import type { Id } from "#shared/core/ids";
import type { Money } from "#shared/core/money";
import type { Accessory } from "./accessories.ts";
import { given } from "./rules.ts";

/** What whoever books a resource accepts: where it is to be read, and which version of it. */
export interface Terms {
  readonly url: string;
  readonly version: string;
}

/** Something to be read about a resource, such as how to use it: a file, and what it is called. */
export interface ResourceDocument {
  readonly title: string;
  readonly fileId: Id<"file">;
}

/** What a resource says of itself to those who look for one. */
export interface About {
  /** Where in the building. */
  readonly location: string | null;
  readonly tags: readonly string[];
  readonly photos: readonly Id<"file">[];
  readonly documents: readonly ResourceDocument[];
  readonly terms: Terms | null;
  /** Whether residents see how many seats are free, or only whether any is. */
  readonly showsSeats: boolean;
  readonly accessories: readonly Accessory[];
  readonly price: Money | null;
}

export type AboutChange = { readonly [K in keyof About]?: About[K] | undefined };

export const changeAbout = (before: About, change: AboutChange): About => ({
  location: given(change.location, before.location),
  tags: once(given(change.tags, before.tags)),
  photos: once(given(change.photos, before.photos)),
  documents: once(given(change.documents, before.documents), ({ fileId }) => fileId),
  terms: given(change.terms, before.terms),
  showsSeats: given(change.showsSeats, before.showsSeats),
  accessories: given(change.accessories, before.accessories),
  price: given(change.price, before.price),
});

/** Accessories are told apart by their names; a price cannot be asked while nobody can pay one. */
export function demandAbout({ accessories, price }: About): void {
  const names = accessories.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw new AppError("resource.accessory_twice", { facts: { name: twice } });
  if (price !== null) throw new AppError("resource.price_unsupported");
}

const once = <T>(all: readonly T[], by: (one: T) => unknown = (one) => one): readonly T[] =>
  all.filter((one, at) => all.findIndex((other) => by(other) === by(one)) === at);

/** Whoever books a resource that has terms names the version they accept, which is the one that stands. */
export function demandTerms({ terms }: Pick<About, "terms">, accepted: string | null): void {
  if (terms === null || terms.version === accepted) return;
  throw new AppError("booking.terms_not_accepted", { facts: { version: terms.version, url: terms.url } });
}
