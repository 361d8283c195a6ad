import { describe, expect, it } from "vitest";
import { currency, id, orNull, timeZone } from "../contracts/shapes.ts";
import * as z from "../contracts/zod.ts";
import { AppError, type Facts } from "../core/errors.ts";
import { type Code, LANGUAGES } from "../core/problems.ts";
import { appErrorOf, invalid, languageOf, problemBody, problemResponse } from "./problem.ts";

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

describe("a refusal is told in words of the caller's language", () => {
  const OPENS = "2097-06-10T00:00:00.000Z";
  const quota = { name: "R12", most: 1, used: 1, per: "person", window: "week", opensAt: OPENS };
  it.each<{ what: string; code: Code; facts: Facts; en: string; es: string }>([
    {
      what: "which quota, of one [BKG-09]",
      code: "booking.over_quota",
      facts: quota,
      en: `One person may have 1 booking of R12 in one week; 1 is taken. It opens again at ${OPENS}.`,
      es: `Cada persona puede tener 1 reserva de R12 por semana; ya hay 1. Vuelve a abrirse el ${OPENS}.`,
    },
    {
      what: "which quota, of many [BKG-09]",
      code: "booking.over_quota",
      facts: { ...quota, per: "household", window: "year", most: 20, used: 21 },
      en: `One household may have 20 bookings of R12 in one year; 21 are taken. It opens again at ${OPENS}.`,
      es: `Cada hogar puede tener 20 reservas de R12 por año; ya hay 21. Vuelve a abrirse el ${OPENS}.`,
    },
    {
      what: "how much one may have ahead, which is one [BKG-09]",
      code: "booking.over_quota",
      facts: { ...quota, window: "ahead" },
      en: `One person may have 1 booking of R12 ahead at once, and has 1. There is room again from ${OPENS} on, as they begin.`,
      es: `Cada persona puede tener 1 reserva pendiente de R12 a la vez y tiene 1. Vuelve a haber sitio a partir del ${OPENS}, según vayan empezando.`,
    },
    {
      what: "how much one may have ahead [BKG-09]",
      code: "booking.over_quota",
      facts: { ...quota, window: "ahead", most: 3, used: 4 },
      en: `One person may have 3 bookings of R12 ahead at once, and has 4. There is room again from ${OPENS} on, as they begin.`,
      es: `Cada persona puede tener 3 reservas pendientes de R12 a la vez y tiene 4. Vuelve a haber sitio a partir del ${OPENS}, según vayan empezando.`,
    },
    {
      what: "how many that are one",
      code: "booking.barred",
      facts: { missed: 1, days: 1, most: 1, until: OPENS },
      en: `1 booking was missed within 1 day; from 1 on, none until ${OPENS}.`,
      es: `1 ausencia en 1 día; a partir de 1, ninguna reserva hasta ${OPENS}.`,
    },
    {
      what: "how long one has to wait, which is short",
      code: "rate.limited",
      facts: { seconds: 1 },
      en: "Wait 1 second and try again.",
      es: "Espere 1 segundo e inténtelo de nuevo.",
    },
    {
      what: "what became of a booking [BKG-13]",
      code: "booking.not_confirmed",
      facts: { status: "checked_out" },
      en: "Only a confirmed booking can be checked in; this one is checked out.",
      es: "Solo se registra la llegada de una reserva confirmada; esta está terminada.",
    },
    {
      what: "what became of a claim",
      code: "claim.decided",
      facts: { status: "withdrawn" },
      en: "This claim is withdrawn already.",
      es: "Esta solicitud ya está decidida (retirada).",
    },
    {
      what: "what became of a delivery",
      code: "delivery.settled",
      facts: { status: "suppressed" },
      en: "The delivery is suppressed and takes no further step.",
      es: "La entrega está suprimida y no admite más pasos.",
    },
    {
      what: "by what one signs in again",
      code: "auth.step_up",
      facts: { minutes: 15, methods: "password" },
      en: "This needs a sign-in of the last 15 minutes; ways in: password.",
      es: "Hace falta haber iniciado sesión en los últimos 15 minutos; formas: contraseña.",
    },
    {
      what: "on which weekday [BKG-02]",
      code: "resource.opening_too_short",
      facts: { weekday: 3, from: 600, until: 659, slotMinutes: 60 },
      en: "On Wednesday, from minute 600 until 659 there is no room for a slot of 60 minutes.",
      es: "El miércoles, del minuto 600 al 659 no cabe una franja de 60 minutos.",
    },
    {
      what: "a word that means nothing here, as it is",
      code: "resource.blocked",
      facts: { reason: "week" },
      en: "It cannot be booked for now: week",
      es: "De momento no se puede reservar: week",
    },
  ])("$what", ({ code, facts, ...texts }) => {
    const told = LANGUAGES.map((language) => problemBody(new AppError(code, { facts }), language, "r"));
    expect(told.map(({ detail }) => detail)).toEqual(LANGUAGES.map((language) => texts[language]));
    expect(told.map((one) => one.facts)).toEqual([facts, facts]);
  });
});
