import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { stage } from "#shared/testing/outside";
import { anId, manager, person } from "#shared/testing/story";
import { KnownRefusals } from "../clients/known-refusals.ts";
import { createGateway } from "./gateway.ts";

const BUILDING = anId("building");
const RESOURCES = `/v1/buildings/${BUILDING}/resources`;
const BOOKINGS = "/v1/me/bookings";

const open = () => stage(createGateway(), env, {});

afterEach(() => vi.restoreAllMocks());

describe("what is refused for its shape is refused again alike", () => {
  it("with an id of its own, in the language of whoever asks", async () => {
    const { ask, issuer } = await open();
    const token = await issuer.tokenFor(person());
    const path = `${BOOKINGS}?limit=many`;
    const first = await ask(path, { token });
    const again = await ask(path, { token });
    expect(again).toMatchObject({ status: 400, body: { code: "request.invalid", errors: first.body.errors } });
    expect(again.body.requestId).toBe(again.headers.get("x-request-id"));
    expect(again.body.requestId).not.toBe(first.body.requestId);
    const spanish = await ask(path, { token, headers: { "accept-language": "es" } });
    expect(spanish.headers.get("content-language")).toBe("es");
    expect(spanish.body.title).not.toBe(first.body.title);
    expect(spanish.body.errors).toEqual(first.body.errors);
  });

  it("and says nothing of another query, path, method, type or body", async () => {
    const { ask, issuer } = await open();
    const token = await issuer.tokenFor(manager(BUILDING));
    const headers = { "content-type": "application/json" };
    const refused = { method: "POST", token, headers, body: '{"startAt":7}' };
    expect((await ask(`${BOOKINGS}?limit=many`, { token })).status).toBe(400);
    expect((await ask(`${BOOKINGS}?limit=5`, { token })).status).toBe(200);
    expect((await ask(`/v1/me/notifications?limit=5`, { token })).status).toBe(200);
    expect((await ask(`${RESOURCES}?limit=5`, { method: "POST", token })).status).toBe(400);
    expect((await ask(`${RESOURCES}?limit=5`, { token })).status).toBe(200);
    expect((await ask(RESOURCES, refused)).status).toBe(400);
    expect((await ask(RESOURCES, refused)).status).toBe(400);
    expect((await ask(RESOURCES, { ...refused, headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await ask(RESOURCES, { token })).status).toBe(200);
    const fields = { name: "Roof terrace", type: "terrace", slotMinutes: 60 };
    const body = JSON.stringify({ ...fields, openings: [{ weekday: 6, from: 600, until: 1320 }] });
    expect((await ask(RESOURCES, { ...refused, body })).status).toBe(200);
    expect((await ask(`/v1/buildings/nothing/resources`, { ...refused, body })).status).toBe(400);
    expect((await ask(RESOURCES, { ...refused, body })).status).toBe(200);
  });

  it("nor of one whose type and body are the same letters, parted elsewhere", async () => {
    const { ask, issuer } = await open();
    const token = await issuer.tokenFor(manager(BUILDING));
    const send = (type: string, body: string) =>
      ask(RESOURCES, { method: "POST", token, headers: { "content-type": type }, body });
    const [start, end] = [
      '{"name":"Roof',
      'terrace","type":"terrace","slotMinutes":60,"openings":[{"weekday":6,"from":600,"until":1320}]}',
    ];
    expect((await send(`application/json ${start}`, end)).status).toBe(415);
    expect((await send("application/json", `${start} ${end}`)).status).toBe(200);
  });

  it("from memory", async () => {
    const { ask, issuer } = await open();
    const known = vi.spyOn(KnownRefusals.prototype, "of");
    const token = await issuer.tokenFor(person());
    for (let n = 0; n < 2; n += 1) await ask(`${BOOKINGS}?limit=many`, { token });
    expect(known.mock.results.map(({ value }) => value?.code)).toEqual([undefined, "request.invalid"]);
  });

  it("but what somebody signs in with is remembered nowhere", async () => {
    const { ask } = await open();
    const [known, kept] = [vi.spyOn(KnownRefusals.prototype, "of"), vi.spyOn(KnownRefusals.prototype, "keep")];
    const body = { email: "one@example.com", password: 7 };
    for (let n = 0; n < 2; n += 1) expect((await ask("/v1/auth/login", { method: "POST", body })).status).toBe(400);
    expect(known).not.toHaveBeenCalled();
    expect(kept).not.toHaveBeenCalled();
  });
});
