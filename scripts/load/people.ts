import type { Write } from "../../tests/survival/history.ts";
import { Client } from "../client.ts";
import { addressOf, appoint, emailOf, foundBuilding } from "../found-building.ts";
import { moversOf } from "./mix.ts";
import { buildOtherHouse, type OtherHouse } from "./other-house.ts";
import { Watch } from "./watch.ts";

/** How many move in at a time. */
const AT_ONCE = 4;
const TERRACES = 8;
export const MANAGER = "manager@courtyard.example";
/** No address of the people's, who are numbered from below. */
const ADDRESS = addressOf(65_001);

export interface Person {
  readonly who: number;
  readonly email: string;
  readonly client: Client;
  readonly writes: Write[];
  /** The flat they claim during the hour, where they do not live in the building yet. */
  readonly flat: string | undefined;
}

export interface Town {
  readonly organisation: string;
  readonly building: string;
  readonly terraces: readonly string[];
  /** Runs this building, and nothing else. */
  readonly manager: Client;
  readonly people: readonly Person[];
  readonly otherHouse: OtherHouse;
  readonly watch: Watch;
}

/** A building with a flat for everybody, and everybody living in it but for those who move in later; and the house next door. */
export async function settle(url: string, count: number, say: (text: string) => void): Promise<Town> {
  const watch = new Watch();
  const founded = await foundBuilding(url, "The town", count, watch.fetch);
  const { manager: admin, organisation, building, codes, arrive, moveIn, terrace } = founded;
  const otherHouse = await buildOtherHouse(url, admin, watch);
  const manager = new Client(url, { address: ADDRESS, fetch: watch.fetch });
  await appoint(admin, manager, MANAGER, organisation);
  const terraces: string[] = [];
  for (let at = 0; at < TERRACES; at += 1) terraces.push((await terrace({ name: `Terrace ${at}` })).id);
  const living = count - moversOf(count);
  const people: Person[] = [];
  let next = 0;
  const moveSomeIn = async () => {
    while (next < count) {
      const who = next++;
      const client = await (who < living ? moveIn(who) : arrive(who));
      const flat = who < living ? undefined : codes[who]?.unitId;
      people[who] = { who, email: emailOf(who), client, writes: [], flat };
      if (next % 50 === 0) say(`${next} people have come`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, moveSomeIn));
  return { organisation, building, terraces, manager, people, otherHouse, watch };
}
