import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testVars, writeAddress, writeDevVars } from "../scripts/dev-vars.mjs";

let folder = "";
const file = () => join(folder, ".dev.vars");
const text = () => readFileSync(file(), "utf8");
const start = (port: number, name = "bookings") => {
  writeDevVars({ name, folder });
  writeAddress({ name, folder }, `http://localhost:${port}`);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "courtyard-vars-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("where the gateway is reached", () => {
  it("follows the port of each start, and is said once", () => {
    start(8787);
    expect(text()).toBe("STAGE=dev\nPUBLIC_ORIGIN=http://localhost:8787\n");
    start(9090);
    expect(text()).toBe("STAGE=dev\nPUBLIC_ORIGIN=http://localhost:9090\n");
  });

  it.each(["PUBLIC_ORIGIN=\nOTHER=1", "PUBLIC_ORIGIN='http://localhost:1'\nOTHER=1\n"])(
    "is written over %j",
    (before) => {
      writeFileSync(file(), before);
      start(9090);
      expect(text().trim().split("\n").toSorted()).toEqual([
        ...["OTHER=1", "PUBLIC_ORIGIN=http://localhost:9090", "STAGE=dev"],
      ]);
    },
  );

  it("stays where the developer said so", () => {
    writeFileSync(file(), "PUBLIC_ORIGIN=https://tunnel.example.com\nSTAGE=dev\n");
    start(9090);
    expect(text()).toBe("PUBLIC_ORIGIN=https://tunnel.example.com\nSTAGE=dev\n");
  });

  it("is nothing to a worker that tells nobody", () => {
    start(9090, "events");
    expect(text()).not.toContain("9090");
  });
});

describe("a secret that was changed on a laptop", () => {
  const changed = "EVENTS_SECRET=new\nEVENTS_SECRET_BEFORE=old\n";

  it("stays as it was changed, with the one before it", () => {
    writeFileSync(file(), changed);
    start(8787, "events");
    expect(text()).toBe(`${changed}STAGE=dev\nAUDIT_WINDOW_SECONDS=60\n`);
  });

  it("is nothing to a test, which has secrets of its own and none before", () => {
    writeFileSync(file(), changed);
    const { EVENTS_SECRET, EVENTS_SECRET_BEFORE } = testVars({ name: "events", folder });
    expect([EVENTS_SECRET, EVENTS_SECRET_BEFORE]).toEqual([expect.stringMatching(/.{32}/), ""]);
  });
});
