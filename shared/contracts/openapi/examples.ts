/** What is said in an example where the shape does not say it itself: by the name of the field. */
const TEXTS: Readonly<Record<string, string>> = {
  termsVersion: "2026-05",
  location: "Sixth floor, by the lift",
  tags: "barbecue",
  url: "https://courtyard.example/terms/terrace",
  version: "2026-05",
  rule: "FREQ=WEEKLY;BYDAY=TU;COUNT=8",
  inBook: "confirmed",
  inCalendar: "waiting",
  accessToken: "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJ1c3IifQ.c2lnbmF0dXJl",
  answer: "Twelve people, and no music after ten.",
  question: "How many of you will there be, and will there be music?",
  actor: "usr_01KAR5V3M8Q2Z7X4N6P0W9T1DC",
  allowed: "GET, POST",
  at: "data.unitId",
  body: "Roof terrace, Sunday from 18:00 to 19:00.",
  buildingId: "bld_01KAR5V3M8Q2Z7X4N6P0W9T1DC",
  buildingName: "Patio de la Luz",
  city: "Madrid",
  code: "invalid_value",
  column: "area",
  country: "ES",
  currency: "EUR",
  cursor: "eyJhZnRlciI6IjJBIn0",
  dataschema: "https://courtyard.example/schemas/booking.created/1",
  description: "Twenty chairs, a grill, and the whole city below.",
  detail: "must have at most two decimals",
  email: "resident@example.com",
  entranceLabel: "North",
  eventId: "evt_01KAR5V3M8Q2Z7X4N6P0W9T1DC",
  events: "claim.submitted, claim.decided",
  expected: "application/json",
  field: "state",
  fields: "name",
  floor: "3",
  from: "bookings",
  kid: "sgk_01KAR5V3M8Q2Z7X4N6P0W9T1DC",
  label: "2A",
  line1: "Calle del Patio 7",
  line2: "Second staircase",
  listener: "bookings",
  locale: "es",
  message: "We moved in on Monday.",
  name: "Roof terrace",
  nextCursor: "eyJhZnRlciI6IjJBIn0",
  on: "bld_01KAR5V3M8Q2Z7X4N6P0W9T1DC",
  onBehalfOf: "usr_01KAR5V3M8Q2Z7X4N6P0W9T1DC",
  operation: "createBooking",
  parameter: "code",
  password: "courtyard by the sea",
  path: "North",
  permission: "booking.create",
  postalCode: "28012",
  reason: "The house is closed on that day.",
  refreshToken: "rt_kq7Yc0VJmS2n4xTzWb8LrQe5",
  requestId: "req_01KAR5V3M8Q2Z7X4N6P0W9T1DC",
  resourceName: "Roof terrace",
  statusReason: "The floor is being repaired.",
  subject: "bkg_01KAR5V3M8Q2Z7X4N6P0W9T1DC",
  template: "verify-email",
  timeZone: "Europe/Madrid",
  types: "resident.verified",
  title: "Your booking is confirmed",
  to: "notifications",
  token: "kq7Yc0VJmS2n4xTzWb8LrQe5",
  type: "booking.created",
  unitLabel: "2A",
  userName: "A resident",
  worker: "bookings",
  x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
};

const NUMBERS: Readonly<Record<string, number>> = {
  accuracyMeters: 12,
  latitude: 40.4168,
  longitude: -3.7038,
  meters: 130,
  radiusMeters: 50,
  areaSquareMetres: 64.5,
  attendees: 4,
  capacity: 8,
  expiresIn: 600,
  from: 600,
  guests: 2,
  limit: 100,
  maxGuests: 4,
  maxMinutes: 120,
  minMinutes: 60,
  slotMinutes: 60,
  stepMinutes: 30,
  until: 1320,
  windowDays: 30,
};

const FORMATS: Readonly<Record<string, string>> = {
  uri: "https://courtyard.example/v1/feeds/kq7Yc0VJmS2n4xTzWb8LrQe5kq7Yc0VJmS2n4xTzWb8.ics",
  "date-time": "2026-11-22T18:00:00.000Z",
  date: "2026-11-22",
};

/** Instants that come after another one. */
const LATER: Readonly<Record<string, string>> = {
  endAt: "2026-11-22T19:00:00.000Z",
  expiresAt: "2026-11-29T18:00:00.000Z",
  givesUpAt: "2026-11-29T18:00:00.000Z",
  untilAt: "2027-11-22T18:00:00.000Z",
};

/** A schema as OpenAPI 3.1 prints it, as far as an example depends on it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export type Schemas = Readonly<Record<string, Schema>>;

/** A value that fits a schema, as somebody would send it. */
export function exampleOf(schema: Schema, schemas: Schemas, name = ""): unknown {
  const inner = (one: Schema): unknown => exampleOf(one, schemas, name);
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref) return inner(schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {});
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(inner));
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice) return inner(choice);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.default ?? schema.enum[0];
  switch ([schema.type].flat()[0]) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, one]) => [key, exampleOf(one, schemas, key)]),
      );
    case "array":
      return schema.items ? [inner(schema.items)] : [];
    case "boolean":
      return schema.default ?? true;
    case "integer":
    case "number":
      return NUMBERS[name] ?? schema.default ?? schema.minimum ?? 1;
    case "null":
      return null;
    default:
      return textOf(name, schema.format ?? "");
  }
}

const textOf = (name: string, format: string): string => {
  if (format === "date-time") return LATER[name] ?? FORMATS[format] ?? name;
  return FORMATS[format] ?? TEXTS[name] ?? name;
};

/** Whether an example can be told for a text of this name; a name alone is none. */
export const isNamed = (name: string): boolean => name in TEXTS || name in NUMBERS;

/** The facts of a problem, where a field of that name means something else, or there is none. */
const FACTS: Readonly<Record<string, string | number>> = {
  date: "2026-12-25",
  first: "2025-01-01",
  hours: "10:00–14:00",
  last: "2031-12-31",
  methods: "password",
  per: "person",
  status: "rejected",
  weekday: 3,
  window: "week",
  year: 2026,
};

/** The same for one problem, with what its detail does not speak of. */
const FACTS_OF: Readonly<Record<string, typeof FACTS>> = {
  "booking.guests_over_attendees": { guests: 5, attendees: 4 },
  "booking.over_guest_quota": { window: "month", most: 8, used: 6, left: 2, guests: 3 },
  "booking.too_many_guests": { guests: 5, maxGuests: 4 },
  "booking.too_many_invitees": { invitees: 5, most: 3 },
  "delivery.settled": { status: "sent" },
  "resource.check_in_incomplete": { checkInBy: "position", missing: "position" },
  "resource.rules_contradict": { rule: "maxMinutes", least: 120, most: 60 },
  "series.conflict": {
    ...{ conflicts: 1, count: 8, left: 7, position: 3, localDate: "2026-12-06" },
    ...{ rule: "booking.over_quota", "rule.name": "Roof terrace", "rule.per": "person", "rule.window": "week" },
    ...{ "rule.most": 2, "rule.used": 2, "rule.opensAt": "2026-12-06T23:00:00.000Z" },
  },
};

const factOf = (name: string): string | number =>
  name.endsWith("At") ? textOf(name, "date-time") : (FACTS[name] ?? NUMBERS[name] ?? TEXTS[name] ?? 2);

/** Facts for a problem whose detail speaks of these. */
export const factsOf = (code: string, names: readonly string[]): typeof FACTS => ({
  ...Object.fromEntries(names.map((name) => [name, factOf(name)])),
  ...FACTS_OF[code],
});
