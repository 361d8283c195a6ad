import { env } from "cloudflare:workers";
import crypto from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { anAddress, anIam, PASSWORD } from "#shared/testing/iam";
import { as, NOBODY } from "#shared/testing/story";
import type { Env } from "../call.ts";
import { app } from "../index.ts";

const world = env as unknown as Env;
const iam = anIam(app, world);
afterEach(() => vi.restoreAllMocks());

/** Counts the calls that reach a binding, and those made through what it gives out. */
function counted<T extends object>(binding: T, count: (name: string) => void): T {
  return new Proxy(binding, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        count(String(name));
        const given: unknown = member.apply(target, args);
        return name === "withSession" ? counted(given as object, count) : given;
      };
    },
  });
}

/** What one request costs: its database calls and limiter calls in order, and its password hashes. */
async function costOf(path: string, body: unknown) {
  const calls: string[] = [];
  const scrypt = vi.spyOn(crypto, "scryptSync");
  const door = iam.doorFor("gateway", {
    DB: counted(world.DB, (name) => name !== "getBookmark" && calls.push(`DB.${name}`)),
    LIMITERS: counted(world.LIMITERS, (name) => calls.push(`LIMITERS.${name}`)),
  });
  const { status, headers, body: answer } = await as(door, NOBODY).post(path, body);
  const { requestId: _, ...told } = answer;
  const cost = { calls: calls.filter((name) => name !== "DB.prepare"), hashes: scrypt.mock.calls.length };
  scrypt.mockRestore();
  return { cost, status, told, headers: [...headers.keys()] };
}

describe("an address with an account and one without cost and answer the same", () => {
  it.each([
    { path: "/v1/auth/login", body: { password: "not this one" }, trips: 1, hashes: 1 },
    { path: "/v1/auth/register", body: { password: PASSWORD, name: "Somebody" }, trips: 2, hashes: 1 },
    { path: "/v1/auth/verify-email", body: { code: "000000" }, trips: 1, hashes: 0 },
  ])("at $path [IAM-22]", async ({ path, body, trips, hashes }) => {
    const known = await costOf(path, { ...body, email: (await iam.signUp()).email });
    const unknown = await costOf(path, { ...body, email: anAddress() });
    expect(unknown).toEqual(known);
    expect(known.cost.hashes).toBe(hashes);
    expect(known.cost.calls.filter((name) => name === "DB.batch")).toHaveLength(trips);
    expect(known.cost.calls.filter((name) => name.startsWith("LIMITERS."))).toHaveLength(2);
    expect(known.headers).not.toContain("server-timing");
  });

  it("also while a registration of the address waits for its code [IAM-22]", async () => {
    const waiting = anAddress();
    await iam.register(waiting);
    const body = { password: PASSWORD, name: "Somebody" };
    expect(await costOf("/v1/auth/register", { ...body, email: waiting })).toEqual(
      await costOf("/v1/auth/register", { ...body, email: anAddress() }),
    );
    const { code } = iam.lastLetterTo(waiting);
    const wrong = { code: code === "000000" ? "000001" : "000000" };
    expect(await costOf("/v1/auth/verify-email", { ...wrong, email: waiting })).toEqual(
      await costOf("/v1/auth/verify-email", { ...wrong, email: anAddress() }),
    );
  });
});

describe("signing in costs at most two round trips", () => {
  it("at every route of it", async () => {
    const email = anAddress();
    const trips = ({ cost }: Awaited<ReturnType<typeof costOf>>) =>
      cost.calls.filter((name) => name === "DB.batch").length;
    await iam.register(email);
    const { code } = iam.lastLetterTo(email);
    expect(trips(await costOf("/v1/auth/verify-email", { email, code }))).toBe(2);
    const signedIn = await costOf("/v1/auth/login", { email, password: PASSWORD, client: "native" });
    expect(trips(signedIn)).toBe(2);
    const { refreshToken } = signedIn.told;
    expect(trips(await costOf("/v1/auth/refresh", { refreshToken }))).toBe(2);
    expect(trips(await costOf("/v1/auth/refresh", { refreshToken }))).toBe(1);
    expect(trips(await costOf("/v1/auth/logout", { refreshToken }))).toBe(2);
  });
});
