import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tellMainJob } from "../../scripts/main-job.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe("from an empty system to a confirmed booking", () => {
  it("every claim of the main job is true", async () => {
    const claims: string[] = [];
    await tellMainJob({
      client: world.client,
      tell: (claim) => claims.push(claim),
      mark: "journey",
      firstAdmin: "admin@courtyard.example",
      tick: world.tick,
    });
    expect(claims).toHaveLength(12);
  });
});
