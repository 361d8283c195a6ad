import { buildings } from "./residency-buildings.ts";
import { claims } from "./residency-claims.ts";
import { residences } from "./residency-residences.ts";
import { units } from "./residency-units.ts";

export const residency = { ...buildings, ...units, ...claims, ...residences };
