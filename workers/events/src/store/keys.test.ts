import { describe, expect, it } from "vitest";
import { digestOf, keyringOf, namesOf, type Secrets, wrappedAnew } from "#shared/worker/keyring";

const SETTING = "SECRET_BEFORE";
const FIRST: Secrets = { current: "a secret of the worker", before: undefined, setting: SETTING };
const SECOND: Secrets = { ...FIRST, current: "the next secret of it", before: FIRST.current };
const SECOND_ALONE: Secrets = { ...SECOND, before: undefined };
const WORDS = "Ático, 3º ñ 🏙️";

/** A text of somebody's, sealed, with the key as it would be kept. */
async function sealed(owner = "usr_1", id = "evt_1") {
  const ring = await keyringOf(FIRST, []);
  return { kept: await ring.keep(owner, id, WORDS), keys: ring.minted() };
}

describe("a sealed text", () => {
  it("is opened with its owner's key, and shows nothing of itself before", async () => {
    const { kept, keys } = await sealed();
    expect(kept).toMatchObject({ owner: "usr_1", data: null });
    expect(JSON.stringify([kept, keys])).not.toContain("Ático");
    expect(await (await keyringOf(FIRST, keys)).reveal(kept)).toBe(WORDS);
  });

  it("is another each time, though key and text are the same", async () => {
    const ring = await keyringOf(FIRST, []);
    const [one, two] = [await ring.keep("usr_1", "evt_1", WORDS), await ring.keep("usr_1", "evt_1", WORDS)];
    expect(one.sealed).not.toBe(two.sealed);
    expect(ring.minted()).toHaveLength(1);
  });

  it("is gone when its owner's key is destroyed, and nothing new is kept for them", async () => {
    const { kept } = await sealed();
    const ring = await keyringOf(FIRST, [{ owner: "usr_1", wrapped: null }]);
    expect(await ring.reveal(kept)).toBeNull();
    expect(await ring.keep("usr_1", "evt_2", WORDS)).toMatchObject({ data: null, sealed: null });
    expect(ring.minted()).toEqual([]);
  });

  it("opens in its own row alone", async () => {
    const { kept, keys } = await sealed();
    const ring = await keyringOf(FIRST, keys);
    await expect(ring.reveal({ ...kept, id: "evt_2" })).rejects.toThrow();
  });

  it("opens with its own owner's key alone, which no other owner's row can hold", async () => {
    const { kept, keys } = await sealed();
    const moved = keys.map(({ wrapped }) => ({ owner: "usr_2", wrapped }));
    await expect((await keyringOf(FIRST, moved)).reveal({ ...kept, owner: "usr_2" })).rejects.toThrow();
  });

  it("does not open with another secret: that fails, says which setting is missing, and does not pass for gone", async () => {
    const { kept, keys } = await sealed();
    const ring = await keyringOf(SECOND_ALONE, keys);
    const refusal = { code: "service.not_configured", facts: { missing: SETTING } };
    await expect(ring.reveal(kept)).rejects.toMatchObject(refusal);
    await expect(ring.keep("usr_1", "evt_2", WORDS)).rejects.toMatchObject(refusal);
  });
});

describe("a key that the secret before wrapped", () => {
  it("opens what it sealed and seals more, and nothing is wrapped with the old secret any more", async () => {
    const { kept, keys } = await sealed();
    const ring = await keyringOf(SECOND, keys);
    expect(await ring.reveal(kept)).toBe(WORDS);
    const more = await ring.keep("usr_1", "evt_2", WORDS);
    expect(await (await keyringOf(FIRST, keys)).reveal(more)).toBe(WORDS);
    await ring.keep("usr_2", "evt_3", WORDS);
    const [made] = ring.minted();
    expect(made).toMatchObject({ owner: "usr_2", wrappedBy: (await namesOf(SECOND)).current });
    const other = await keyringOf(FIRST, made ? [made] : []);
    await expect(other.keep("usr_2", "evt_4", WORDS)).rejects.toThrow();
  });

  it("is wrapped anew: the same key, which the new secret opens alone", async () => {
    const { kept, keys } = await sealed();
    const [anew] = await wrappedAnew(SECOND, keys);
    expect(anew).toMatchObject({ owner: "usr_1", from: keys[0]?.wrapped });
    const after = [{ owner: "usr_1", wrapped: anew?.wrapped ?? "" }];
    expect(await (await keyringOf(SECOND_ALONE, after)).reveal(kept)).toBe(WORDS);
    await expect((await keyringOf(FIRST, after)).reveal(kept)).rejects.toThrow();
  });

  it("stays as it is where no secret at hand opens it, and where it is destroyed", async () => {
    const { keys } = await sealed();
    const third = { ...SECOND, current: "the third", before: SECOND.current };
    expect(await wrappedAnew(third, [...keys, { owner: "usr_2", wrapped: null }])).toEqual([]);
  });
});

describe("the name of a secret", () => {
  it("is another for each, the same each time, and nothing of the secret", async () => {
    const { current, before } = await namesOf(SECOND);
    expect(current).toMatch(/^[0-9a-f]{16}$/);
    expect(before).toBe((await namesOf(FIRST)).current);
    expect(before).not.toBe(current);
    expect((await digestOf(SECOND.current)).startsWith(current)).toBe(false);
  });
});

describe("a text of nobody's", () => {
  it("stays in the open", async () => {
    const ring = await keyringOf(FIRST, []);
    const kept = await ring.keep(null, "evt_1", WORDS);
    expect(kept).toEqual({ id: "evt_1", owner: null, data: WORDS, sealed: null });
    expect(await ring.reveal(kept)).toBe(WORDS);
  });
});

it("a digest is SHA-256 in hex (FIPS 180-4)", async () =>
  expect(await digestOf("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
