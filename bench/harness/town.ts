import type { Client } from "../../scripts/client.ts";
import { type Founded, foundBuilding } from "../../scripts/found-building.ts";

const AT_ONCE = 8;

export interface Town {
  readonly manager: Client;
  readonly building: string;
  /** That many residents, each with a home of their own; who is there already is not made again. */
  readonly residents: (count: number) => Promise<readonly Client[]>;
  readonly resource: Founded["terrace"];
}

/** One building, and whoever moves in as the rows need them. */
export async function settle(url: string, homes: number): Promise<Town> {
  const { manager, building, moveIn, terrace } = await foundBuilding(url, "The bench", homes);
  const living: Client[] = [];
  const settleOne = async (number: number): Promise<void> => {
    living[number] = await moveIn(number);
  };
  return {
    manager,
    building,
    residents: async (count) => {
      for (let from = living.length; from < count; from += AT_ONCE)
        await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => settleOne(from + at)));
      return living.slice(0, count);
    },
    resource: terrace,
  };
}
