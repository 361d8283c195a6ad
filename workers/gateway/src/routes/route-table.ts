import type { Params, Result, Router } from "hono/router";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";

/** Handlers, and no parameters of any. */
type Found<T> = [[T, Params][]];

/**
 * Where each request goes. Paths without parameters are looked up, before those with; the others are one expression, for which no path
 * may compete with a word of them (`/invitations/accept` with `/invitations/:id`), or else a tree. A walk down that tree was the
 * largest part of what JavaScript did for a refusal, for there are a hundred paths.
 */
export class RouteTable<T> implements Router<T> {
  readonly name = "RouteTable";
  readonly #words = new Map<string, Map<string, Found<T>>>();
  readonly #patterns = new SmartRouter<T>({ routers: [new RegExpRouter(), new TrieRouter()] });

  add(method: string, path: string, handler: T): void {
    if (/[:*]/.test(path)) {
      this.#patterns.add(method, path, handler);
      return;
    }
    const known = this.#words.get(method) ?? new Map<string, Found<T>>();
    this.#words.set(method, known);
    const found: Found<T> = known.get(path) ?? [[]];
    known.set(path, found);
    found[0].push([handler, {}]);
  }

  match(method: string, path: string): Result<T> {
    return this.#words.get(method)?.get(path) ?? this.#patterns.match(method, path);
  }
}
