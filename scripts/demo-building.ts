import type { createResource } from "./api.ts";

/** The building that `npm start` fills and `npm run demo` tells of. */

export const PASSWORD = "courtyard by the sea";

export const PEOPLE = {
  admin: { email: "admin@courtyard.example", name: "Platform admin", locale: "en" },
  manager: { email: "manager@courtyard.example", name: "Building manager", locale: "en" },
  resident: { email: "resident@courtyard.example", name: "Resident of 1A", locale: "en" },
  neighbour: { email: "neighbour@courtyard.example", name: "Resident of 2B", locale: "es" },
} as const;

export const ORGANISATION = { name: "Courtyard Property Management" };

export const BUILDING = {
  name: "Patio de la Luz",
  address: { line1: "Calle del Patio 7", postalCode: "28012", city: "Madrid", country: "ES" },
  timeZone: "Europe/Madrid",
  currency: "EUR",
  locale: "es",
} as const;

export const UNITS_CSV = [
  "entrance,floor,unit,kind,area",
  ...["A", "B"].flatMap((entrance) =>
    [1, 2, 3].flatMap((floor) =>
      ["A", "B"].map((door) => `${entrance},${floor},${entrance}-${floor}${door},flat,${60 + floor * 5}`),
    ),
  ),
  "A,-1,P-01,parking,12",
  "A,-1,P-02,parking,12",
  'B,0,"Shop, corner",commercial,140',
  "",
].join("\r\n");

/** The same file as somebody in a hurry would send it: a unit twice, an area that is no number, a kind nobody knows. */
export const BAD_UNITS_CSV = [
  "entrance,floor,unit,kind,area",
  "A,1,A-1A,flat,65",
  "A,1,A-1A,flat,65",
  "A,2,A-2A,flat,sixty",
  "A,3,A-3A,castle,70",
  "",
].join("\r\n");

export const everyDay = (from: number, until: number) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: from * 60, until: until * 60 }));

export type NewResource = Parameters<typeof createResource>[0]["body"];

export const RESOURCES = [
  {
    name: "Roof terrace",
    type: "terrace",
    description: "Twenty chairs, a grill, and the whole city below.",
    capacity: 1,
    slotMinutes: 60,
    openings: everyDay(10, 22),
  },
  {
    name: "Gym",
    type: "gym",
    description: "Eight people at a time.",
    capacity: 8,
    slotMinutes: 60,
    openings: everyDay(6, 23),
  },
  { name: "Meeting room", type: "room", description: null, capacity: 1, slotMinutes: 30, openings: everyDay(8, 20) },
] as const satisfies NewResource[];
