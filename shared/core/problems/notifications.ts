import type { ProblemEntry } from "../problems.ts";

export const notificationProblems = {
  "letter.parameter_missing": {
    kind: "shape",
    en: ["Letter incomplete", "The letter {letter} needs the parameter {parameter}."],
    es: ["Carta incompleta", "La carta {letter} necesita el parámetro {parameter}."],
  },
  "delivery.settled": {
    kind: "conflict",
    en: ["Delivery settled", "The delivery is {status} and takes no further step."],
    es: ["Entrega concluida", "La entrega está {status} y no admite más pasos."],
  },
} as const satisfies Record<string, ProblemEntry>;
