import { describe, expect, it } from "vitest";
import { digestOf, keyringOf } from "#shared/worker/keyring";

const SECRET = "a secret of the worker";
const WORDS = "Ático, 3º ñ 🏙️";

/** A text of somebody's, sealed, with the key as it would be kept. */
async function sealed(owner = "usr_1", id = "evt_1") {
  const ring = await keyringOf(SECRET, []);
  return { kept: await ring.keep(owner, id, WORDS), keys: ring.minted() };
}

describe("a sealed text", () => {
  it("is opened with its owner's key, and shows nothing of itself before", async () => {
    const { kept, keys } = await sealed();
    expect(kept).toMatchObject({ owner: "usr_1", data: null });
    expect(JSON.stringify([kept, keys])).not.toContain("Ático");
    expect(await (await keyringOf(SECRET, keys)).reveal(kept)).toBe(WORDS);
  });

  it("is another each time, though key and text are the same", async () => {
    const ring = await keyringOf(SECRET, []);
    const [one, two] = [await ring.keep("usr_1", "evt_1", WORDS), await ring.keep("usr_1", "evt_1", WORDS)];
    expect(one.sealed).not.toBe(two.sealed);
    expect(ring.minted()).toHaveLength(1);
  });

  it("is gone when its owner's key is destroyed, and nothing new is kept for them", async () => {
    const { kept } = await sealed();
    const ring = await keyringOf(SECRET, [{ owner: "usr_1", wrapped: null }]);
    expect(await ring.reveal(kept)).toBeNull();
    expect(await ring.keep("usr_1", "evt_2", WORDS)).toMatchObject({ data: null, sealed: null });
    expect(ring.minted()).toEqual([]);
  });

  it("opens in its own row alone", async () => {
    const { kept, keys } = await sealed();
    const ring = await keyringOf(SECRET, keys);
    await expect(ring.reveal({ ...kept, id: "evt_2" })).rejects.toThrow();
  });

  it("opens with its own owner's key alone, which no other owner's row can hold", async () => {
    const { kept, keys } = await sealed();
    const moved = keys.map(({ wrapped }) => ({ owner: "usr_2", wrapped }));
    await expect((await keyringOf(SECRET, moved)).reveal({ ...kept, owner: "usr_2" })).rejects.toThrow();
  });

  it("does not open with another secret: that fails, and does not pass for gone", async () => {
    const { kept, keys } = await sealed();
    await expect((await keyringOf("another secret", keys)).reveal(kept)).rejects.toThrow();
  });
});

describe("a text of nobody's", () => {
  it("stays in the open", async () => {
    const ring = await keyringOf(SECRET, []);
    const kept = await ring.keep(null, "evt_1", WORDS);
    expect(kept).toEqual({ id: "evt_1", owner: null, data: WORDS, sealed: null });
    expect(await ring.reveal(kept)).toBe(WORDS);
  });
});

it("a digest is SHA-256 in hex (FIPS 180-4)", async () =>
  expect(await digestOf("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
