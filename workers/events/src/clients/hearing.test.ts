import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { AppError } from "#shared/core/errors";
import type { Code } from "#shared/core/problems";
import type { Envelope } from "#shared/events/event";
import { SessionEnded } from "#shared/events/iam";
import { failing } from "#shared/testing/faults";
import { anId, arrived } from "#shared/testing/story";
import type { Calling } from "#shared/worker/call";
import { commit, Stale } from "#shared/worker/commit";
import { consumeBatch, hear } from "#shared/worker/consume";
import { openDatabase } from "#shared/worker/database";
import { heardName, unheardOf } from "#shared/worker/heard";
import { load } from "#shared/worker/load";

const { DB } = env;

const sessionEnded = (more: Partial<Envelope> = {}) => {
  const data = { userId: anId("user"), sessionId: anId("session"), reason: "signed_out" };
  return arrived("iam", { type: "session.ended", subject: data.sessionId, version: 1, data }, more);
};

type Act = (call: Calling) => Promise<unknown>;
const consumersOf = (act: Act) => ({ "session.ended": { event: SessionEnded, act } });
const bring = (body: unknown, act: Act, db = DB) =>
  hear("notifications", consumersOf(act), body, { DB: db }, createExecutionContext());

const acting = () => vi.fn((call: Calling) => commit(call, { save: [], events: [], result: null }));
const refusing = (code: Code) => vi.fn(() => Promise.reject(new AppError(code)));
const rowOf = ({ id }: Envelope) => DB.prepare("select * from heard where event_id = ?").bind(id).first();

describe("an event that is heard", () => {
  it("is acted on once, however often it comes [X-16]", async () => {
    const [event, act] = [sessionEnded(), acting()];
    expect([await bring(event, act), await bring(event, act), await bring(event, act)]).toEqual([
      "acted",
      "repeated",
      "repeated",
    ]);
    expect(await rowOf(event)).toMatchObject({ refusal: null });
  });

  it("takes effect once when it comes three times at once", async () => {
    const event = sessionEnded();
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => bring(event, acting())));
    expect(outcomes.sort()).toEqual(["acted", "repeated", "repeated"]);
  });

  it("is known for heard before anything is decided, where the use case loads", async () => {
    const event = sessionEnded();
    const decided = vi.fn();
    const act: Act = async (call) => {
      await load(call, {});
      decided();
      return commit(call, { save: [], events: [], result: null });
    };
    await bring(event, act);
    expect(await bring(event, act)).toBe("repeated");
    expect(decided).toHaveBeenCalledTimes(1);
  });

  it("counts as heard where there was nothing to do, or the audit would send it for ever", async () => {
    const event = sessionEnded();
    expect(await bring(event, async () => undefined)).toBe("acted");
    expect(await rowOf(event)).toMatchObject({ refusal: null });
  });

  it("is written down with the reason where a business rule refuses it, and not tried again", async () => {
    const [event, act] = [sessionEnded(), refusing("access.not_a_resident")];
    expect(await bring(event, act)).toBe("refused");
    expect(await rowOf(event)).toMatchObject({ refusal: "access.not_a_resident" });
    expect(await bring(event, acting())).toBe("repeated");
  });

  it.each<Code>(["service.unavailable", "service.broken", "rate.limited"])(
    "is tried again after %s, which is no verdict",
    async (code) => {
      const event = sessionEnded();
      expect(await bring(event, refusing(code))).toBe("later");
      expect(await rowOf(event)).toBeNull();
      expect(await bring(event, acting())).toBe("acted");
    },
  );

  it("is tried again after an error that nobody foresaw", async () => {
    const event = sessionEnded();
    expect(await bring(event, () => Promise.reject(new TypeError("x is undefined")))).toBe("later");
    expect(await rowOf(event)).toBeNull();
  });

  it("is decided again when others were faster, three times at most", async () => {
    const act = vi.fn().mockRejectedValue(new Stale());
    expect(await bring(sessionEnded(), act)).toBe("later");
    expect(act).toHaveBeenCalledTimes(3);
    const once = vi
      .fn((call: Calling) => commit(call, { save: [], events: [], result: null }))
      .mockRejectedValueOnce(new Stale());
    expect(await bring(sessionEnded(), once)).toBe("acted");
  });

  it.each([
    ["before", "acted"],
    ["after", "repeated"],
  ] as const)("has its effect once when the database fails %s the commit took effect", async (when, then) => {
    const event = sessionEnded();
    expect(await bring(event, acting(), failing(DB, 1, when))).toBe("later");
    expect(await bring(event, acting())).toBe(then);
  });

  it.each([
    ["is no envelope", { hello: "world" }],
    ["is of a type that is not heard here", { ...sessionEnded(), type: "session.began" }],
    ["is named after a part of the language", { ...sessionEnded(), type: "constructor" }],
    ["is of a newer version", sessionEnded({ dataschema: "urn:courtyard:session.ended:2" })],
    ["has data of another shape", sessionEnded({ data: { userId: "somebody" } })],
  ])("and %s is kept for later: a newer producer may have been deployed first", async (_, body) => {
    const act = acting();
    expect(await bring(body, act)).toBe("later");
    expect(act).not.toHaveBeenCalled();
  });
});

describe("a replay", () => {
  it("is heard again, once", async () => {
    const event = sessionEnded();
    const replayed = { ...event, replay: anId("replay") };
    expect([await bring(event, acting()), await bring(replayed, acting()), await bring(replayed, acting())]).toEqual([
      "acted",
      "acted",
      "repeated",
    ]);
  });

  it("may not say events", async () => {
    const userId = anId("user");
    const said = { type: "user.deleted", subject: userId, version: 1, data: { userId } } as const;
    const act: Act = (call) => commit(call, { save: [], events: [said], result: null });
    expect(await bring(sessionEnded({ replay: anId("replay") }), act)).toBe("later");
  });
});

describe("a batch", () => {
  const batchOf = (bodies: readonly unknown[]) => {
    const said: string[] = [];
    const messages = bodies.map((body, at) => ({
      body,
      attempts: at + 1,
      ack: () => void said.push("ack"),
      retry: ({ delaySeconds }: { delaySeconds: number }) => void said.push(`retry in ${delaySeconds}`),
    }));
    return { said, batch: { messages } as unknown as MessageBatch };
  };

  it("is acknowledged message by message, and what fails waits twice as long each time", async () => {
    const { said, batch } = batchOf([sessionEnded(), "x", sessionEnded(), "x", ...Array(8).fill("x")]);
    await consumeBatch("notifications", consumersOf(acting()), batch, { DB }, createExecutionContext());
    expect(said).toEqual([
      "ack",
      "retry in 4",
      "ack",
      "retry in 16",
      ...[32, 64, 128, 256, 512, 900, 900, 900].map((s) => `retry in ${s}`),
    ]);
  });

  it("goes on where even the refusal cannot be written down", async () => {
    const { said, batch } = batchOf([sessionEnded(), sessionEnded()]);
    const broken = {
      withSession: () => {
        throw new Error("D1_ERROR: out of order");
      },
    } as unknown as D1Database;
    await consumeBatch(
      "notifications",
      consumersOf(refusing("access.not_a_resident")),
      batch,
      { DB: broken },
      createExecutionContext(),
    );
    expect(said).toEqual(["retry in 2", "retry in 4"]);
  });
});

describe("asked for what it has not heard", () => {
  it("a listener names exactly that, replay by replay", async () => {
    const [heard, refused, missing] = [sessionEnded(), sessionEnded(), sessionEnded()];
    const replay = anId("replay");
    await bring(heard, acting());
    await bring({ ...missing, replay }, acting());
    await bring(refused, refusing("access.not_a_resident"));
    const names = [
      heardName(heard.id, ""),
      heardName(heard.id, replay),
      heardName(refused.id, ""),
      heardName(missing.id, ""),
      heardName(missing.id, replay),
    ];
    const { orm, trips } = openDatabase(DB, "first-primary");
    expect(await unheardOf(orm, names)).toEqual([heardName(heard.id, replay), heardName(missing.id, "")]);
    expect(await unheardOf(orm, [])).toEqual([]);
    expect(trips()).toBe(1);
  });
});
