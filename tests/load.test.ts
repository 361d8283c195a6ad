import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Watch } from "../scripts/load/watch.ts";
import { answeredTwice, brokenMoves, type Move, type MovesSeen } from "./survival/moves.ts";

const move: Move = { who: 3, unitId: "unt_1", claimId: "clm_1", refusal: undefined };
const kept: MovesSeen = {
  claims: [{ who: 3, id: "clm_1", status: "approved" }],
  homes: [{ who: 3, residenceId: "res_1", unitId: "unt_1" }],
  inbox: [
    { who: 3, type: "claim.decided", subject: "clm_1" },
    { who: 3, type: "resident.verified", subject: "res_1" },
  ],
  managerInbox: [{ type: "claim.submitted", subject: "clm_1" }],
  audit: [
    { operation: "submitClaim", subject: "clm_1" },
    { operation: "approveClaim", subject: "clm_1" },
  ],
};

describe("the checker of who moved in", () => {
  it("finds nothing where everybody lives where they were let in", () => expect(brokenMoves([move], kept)).toEqual([]));

  it.each<[string, Partial<MovesSeen>, RegExp]>([
    ["a lost claim", { claims: [] }, /3: claimed clm_1, has none/],
    ["a claim that is still pending", { claims: [{ who: 3, id: "clm_1", status: "pending" }] }, /has clm_1 pending/],
    ["a claim made twice", { claims: [...kept.claims, { who: 3, id: "clm_2", status: "pending" }] }, /clm_2 pending/],
    ["a lost home", { homes: [] }, /3: let into unt_1, lives in none/],
    ["a home elsewhere", { homes: [{ who: 3, residenceId: "res_1", unitId: "unt_2" }] }, /lives in unt_2/],
    ["a decision nobody was told of", { inbox: kept.inbox.slice(1) }, /claim.decided clm_1 to 3: 0 times/],
    ["a home told of twice", { inbox: [...kept.inbox, ...kept.inbox] }, /resident.verified res_1 to 3: 2 times/],
    ["a manager who was not told", { managerInbox: [] }, /claim.submitted clm_1 to the manager: 0 times/],
    ["a lost audit record", { audit: kept.audit.slice(1) }, /submitClaim clm_1: 0 times/],
  ])("catches %s", (_, broken, said) => expect(brokenMoves([move], { ...kept, ...broken }).join("\n")).toMatch(said));

  it("catches a claim and an approval that were refused", () => {
    expect(brokenMoves([{ ...move, claimId: undefined, refusal: "claim.decided" }], kept).join()).toContain(
      "3: claim refused: claim.decided",
    );
    expect(brokenMoves([{ ...move, refusal: "unknown" }], kept).join()).toContain("3: not let in: unknown");
  });

  it("catches one call that is answered in two ways", () => {
    expect(answeredTwice([{ key: "k1", answers: ["201 bkg_1", "201 bkg_1"] }])).toEqual([]);
    expect(answeredTwice([{ key: "k1", answers: ["201 bkg_1", "201 bkg_2"] }])).toHaveLength(1);
  });
});

describe("the watch over what people are shown", () => {
  const said = new Map([
    ["/fine", { status: 200, text: "nothing" }],
    ["/elsewhere", { status: 404, text: '{"detail":"no canary here"}' }],
    ["/bkg_1", { status: 404, text: '{"instance":"/bkg_1"}' }],
    ["/list", { status: 200, text: '{"items":[{"id":"bkg_1"}]}' }],
    ["/broken", { status: 500, text: "{}" }],
    ["/v1/home", { status: 200, text: '{"degraded":["bookings"]}' }],
  ]);
  const server = createServer((request, response) => {
    const { status, text } = said.get(request.url ?? "") ?? { status: 500, text: "" };
    if (request.url === "/gone") request.socket.destroy();
    else response.writeHead(status).end(text);
  });
  let base = "";
  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const watching = async (path: string, init: RequestInit = {}): Promise<Watch> => {
    const watch = new Watch();
    watch.keepSecret("canary", "bkg_1");
    await watch.fetch(base + path, init).catch(() => undefined);
    return watch;
  };

  it("lets pass what shows nothing, and hands it on whole", async () => {
    const watch = new Watch();
    watch.keepSecret("canary");
    expect(await (await watch.fetch(`${base}/fine`, {})).text()).toBe("nothing");
    expect(watch).toMatchObject({ answers: 1, failures: [], sights: [] });
  });

  it("sees a text or an id of another's in any answer, a refusal too", async () => {
    expect((await watching("/elsewhere", { method: "POST" })).sights).toEqual(["POST /elsewhere → 404 shows canary"]);
    expect((await watching("/list")).sights).toEqual(["GET /list → 200 shows bkg_1"]);
  });

  it("lets an id be said back to whoever asked for it", async () =>
    expect((await watching("/bkg_1")).sights).toEqual([]));

  it("keeps each answer of 500 and above, and each that never came", async () => {
    expect((await watching("/broken")).failures).toEqual(["GET /broken → 500 {}"]);
    expect((await watching("/gone")).failures).toHaveLength(1);
  });

  it("counts home screens that lack a part", async () =>
    expect([...(await watching("/v1/home")).degraded]).toEqual([["bookings", 1]]));
});
