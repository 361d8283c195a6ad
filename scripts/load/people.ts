import type { Write } from "../../tests/survival/history.ts";
import type { Client } from "../client.ts";
import { emailOf, foundBuilding } from "../found-building.ts";

/** How many move in at a time. */
const AT_ONCE = 4;
const TERRACES = 8;

export interface Person {
  readonly email: string;
  readonly client: Client;
  readonly writes: Write[];
}

export interface Town {
  readonly building: string;
  readonly terraces: readonly string[];
  readonly manager: Client;
  readonly people: readonly Person[];
}

/** A building with a flat for everybody, and everybody living in it. */
export async function settle(url: string, count: number, say: (text: string) => void): Promise<Town> {
  const { manager, building, moveIn, terrace } = await foundBuilding(url, "The town", count);
  const terraces: string[] = [];
  for (let at = 0; at < TERRACES; at += 1) terraces.push((await terrace({ name: `Terrace ${at}` })).id);
  const people: Person[] = [];
  let next = 0;
  const moveSomeIn = async () => {
    while (next < count) {
      const number = next++;
      people.push({ email: emailOf(number), client: await moveIn(number), writes: [] });
      if (people.length % 50 === 0) say(`${people.length} people have moved in`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, moveSomeIn));
  return { building, terraces, manager, people };
}
