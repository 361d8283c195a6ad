import { describe, expect, it } from "vitest";
import { currency, id, orNull, timeZone } from "../contracts/shapes.ts";
import * as z from "../contracts/zod.ts";
import { AppError } from "../core/errors.ts";
import { appErrorOf, invalid, languageOf, problemResponse } from "./problem.ts";

it.each([
  ["es-MX,en;q=0.5", "es"],
  ["fr, en;q=0.2, es;q=0.7", "es"],
  ["es;q=0", "en"],
  ["de", "en"],
  [undefined, "en"],
  ["*;q=x,,;", "en"],
])("answers %j in %s", (header, language) => {
  expect(languageOf(header)).toBe(language);
});

describe("a problem document", () => {
  it("names the limit, in the caller's language", async () => {
    const answer = problemResponse(new AppError("request.too_large", { facts: { limit: 100 } }), "es", "req_1");
    expect(answer.status).toBe(413);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      code: "request.too_large",
      status: 413,
      detail: "El cuerpo puede tener como máximo 100 bytes.",
      requestId: "req_1",
    });
  });

  it("says how to sign in, when to come back, and what is allowed", () => {
    expect(problemResponse(new AppError("auth.required"), "en", "r").headers.get("www-authenticate")).toContain(
      "Bearer",
    );
    expect(problemResponse(new AppError("service.unavailable"), "en", "r").headers.get("retry-after")).toBe("5");
    expect(
      problemResponse(
        new AppError("route.method_not_allowed", { facts: { allowed: "GET, POST" } }),
        "en",
        "r",
      ).headers.get("allow"),
    ).toBe("GET, POST");
  });

  it("says nothing of what nobody foresaw but that it is our fault", async () => {
    const error = appErrorOf(new Error("no such table: secrets"), { requestId: "req_1", worker: "bookings" });
    const answer = problemResponse(error, "en", "req_1");
    expect(answer.status).toBe(500);
    expect(await answer.clone().json()).toMatchObject({ code: "service.broken", requestId: "req_1" });
    expect(await answer.text()).not.toContain("secrets");
  });

  it("says of each field which rule it breaks, with the rule's own numbers and words, but nothing that was sent", () => {
    const shape = z.object({
      capacity: z.number().int().min(1),
      area: z.number().positive(),
      name: z.string().max(3),
      step: z.number().multipleOf(5),
      mode: z.enum(["slots", "free"]),
      city: z.enum(Array.from({ length: 100 }, (_, n) => `city ${n}`)),
      day: z.string().date(),
      owner: id("user"),
      house: id("building"),
      zone: timeZone,
      price: orNull(z.object({ amount: z.number().max(9), currency })),
      seats: z.union([z.number(), z.null()]),
      left: z.string(),
    });
    const [owner, house] = ["secret", `bld_${"I".repeat(26)}`];
    const sent = { capacity: 0, area: 0, name: "secret", step: 7, mode: "secret", city: "secret", day: "secret" };
    const more = { owner, house, zone: "secret", price: { amount: 10, currency: "secret" }, seats: "secret" };
    const { errors } = invalid("json", shape.safeParse({ ...sent, ...more }).error?.issues ?? []);
    expect(Object.fromEntries(errors.map(({ path, code, facts }) => [path, [code, facts]]))).toEqual({
      "/body/capacity": ["too_small", { origin: "number", minimum: 1, inclusive: true }],
      "/body/area": ["too_small", { origin: "number", minimum: 0, inclusive: false }],
      "/body/name": ["too_big", { origin: "string", maximum: 3, inclusive: true }],
      "/body/step": ["not_multiple_of", { origin: "number", divisor: 5 }],
      "/body/mode": ["invalid_value", { values: "slots, free" }],
      "/body/city": ["invalid_value", undefined],
      "/body/day": ["invalid_format", { origin: "string", format: "date" }],
      "/body/owner": ["invalid_format", { format: "user id" }],
      "/body/house": ["invalid_format", { format: "building id" }],
      "/body/zone": ["unknown_time_zone", undefined],
      "/body/price/amount": ["too_big", { origin: "number", maximum: 9, inclusive: true }],
      "/body/price/currency": ["unknown_currency", undefined],
      "/body/seats": ["invalid_union", { expected: "number, null" }],
      "/body/left": ["invalid_type", { expected: "string" }],
    });
    expect(JSON.stringify(errors)).not.toContain("secret");
  });

  it("points at each field that is wrong, and at each that is not known", () => {
    const parsed = z
      .object({ a: z.object({ "b/c": z.string() }) })
      .strict()
      .safeParse({ a: { "b/c": 1 }, x: 1, y: 2 });
    if (parsed.success) throw new Error("it should not fit");
    expect(invalid("json", parsed.error.issues).errors.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "/body/a/b~1c invalid_type",
      "/body/x unknown_field",
      "/body/y unknown_field",
    ]);
  });
});
