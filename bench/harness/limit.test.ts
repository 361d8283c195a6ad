import { describe, expect, it } from "vitest";
import { limitOf } from "./limit.ts";

const load = (server: number | undefined, client: number, disturbed = 0) => ({ server, client, disturbed });

describe("what limited a load", () => {
  it.each([
    { by: "the server", loads: [load(0.97, 0.2), load(0.99, 0.3), load(0.4, 0.1)] },
    { by: "the client", loads: [load(0.9, 0.95), load(0.9, 0.99)] },
    { by: "neither", loads: [load(0.5, 0.2), load(0.6, 0.3)] },
    { by: "the server", loads: [load(0.55, 0.1, 0.4)] },
  ])("is $by, by the processor time of both", ({ by, loads }) => expect(limitOf(loads)).toMatch(new RegExp(`^${by}`)));

  it("says how much of its core others took from the server", () => {
    expect(limitOf([load(0.55, 0.1, 0.4)])).toContain("other processes on the machine had its core for 40 %");
    expect(limitOf([load(0.97, 0.1, 0.01)])).not.toContain("other processes");
  });

  it("is not said of a server whose time nobody counts", () =>
    expect(limitOf([load(undefined, 0.3)])).toContain("does not tell"));
});
