import type { ProblemEntry } from "../problems.ts";

export const bookingProblems = {
  "resource.opening_too_short": {
    kind: "shape",
    en: ["Opening too short", "On weekday {weekday}, from minute {from} until {until} there is no room for a slot of {slotMinutes} minutes."],
    es: ["Apertura demasiado corta", "El día {weekday}, del minuto {from} al {until} no cabe una franja de {slotMinutes} minutos."],
  },
  "resource.openings_overlap": {
    kind: "shape",
    en: ["Openings overlap", "On weekday {weekday}, the opening from minute {from} begins before the one until {until} ends."],
    es: ["Aperturas solapadas", "El día {weekday}, la apertura del minuto {from} empieza antes de acabar la que llega al {until}."],
  },
} as const satisfies Record<string, ProblemEntry>;
