import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as api from "../../scripts/api.ts";
import { type Client, type Json, must } from "../../scripts/client.ts";
import { openWorld, ROOT, type World } from "./world.ts";

/** The Big List of Naughty Strings (minimaxir/big-list-of-naughty-strings, MIT): not part of this repository. */
const LIST = resolve(ROOT, "../shared/vectors/naughty-strings.json");
const PEOPLE = 4;
const PASSWORD = "courtyard by the sea";

const OWN = [
  "👩‍👩‍👧‍👦 in 3º B",
  "مرحبا",
  "‮reversed",
  "a\u0301 and á",
  "line\nbreak\ttab",
  "\ud83d",
  "null\u0000byte",
  " ",
  "x".repeat(120),
  "x".repeat(121),
  "<script>alert(1)</script>",
  "'; DROP TABLE users; --",
  "{{ name }}",
  "{% raw %}",
];
const listed: string[] = existsSync(LIST) ? JSON.parse(readFileSync(LIST, "utf8")) : [];

/** A name stands in lines with other words: what would end the line, or turn its direction, is left out. */
const inOneLine = (text: string): string =>
  text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .split(/[\t\n\r\u2028\u2029]/)
    .map((part) => part.trim())
    .filter((part, at, { length }) => part !== "" || at === 0 || at === length - 1)
    .join(" ")
    .trim();

describe("whatever a person types", () => {
  let world: World;
  const people: Client[] = [];
  beforeAll(async () => {
    world = await openWorld();
    await world.tick();
    for (let at = 0; at < PEOPLE; at += 1) {
      const person = world.client();
      await person.join(`words-${at}@example.com`, PASSWORD, "Before");
      people.push(person);
    }
  });
  afterAll(() => world.close());

  async function typed(strings: readonly string[]): Promise<void> {
    const turn = async (person: Client, at: number) => {
      for (const text of strings.filter((_, n) => n % PEOPLE === at)) {
        const told = await person.ask<Json>("PATCH", "/v1/me", { body: { name: text } });
        if (told.status === 200) {
          expect(told.body.name).toBe(inOneLine(text));
          expect((await must(api.getMe(person.sender))).name).toBe(inOneLine(text));
        } else {
          expect([text, told.status, told.body.code, told.body.errors[0].path]).toEqual([
            text,
            400,
            "request.invalid",
            "/body/name",
          ]);
        }
      }
    };
    await Promise.all(people.map(turn));
  }

  it("is kept as it is but in one line, or refused by name", () => typed(OWN));

  it.skipIf(listed.length === 0)(
    `is kept or refused, each of ${listed.length} strings that broke something somewhere`,
    () => typed(listed),
  );
});
