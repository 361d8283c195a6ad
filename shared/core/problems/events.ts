import type { ProblemEntry } from "../problems.ts";

export const eventProblems = {
  "dead_letter.resolved": {
    kind: "conflict",
    en: ["Already resolved", "The event of this dead letter has been acted on."],
    es: ["Ya resuelta", "El evento de esta carta muerta ya se ha atendido."],
  },
  "audit.building_required": {
    kind: "shape",
    en: ["Which building?", "Name the building whose audit you want; only a grant on the whole platform reads all."],
    es: ["¿Qué edificio?", "Indique el edificio cuya auditoría quiere; solo un permiso de plataforma las lee todas."],
  },
} as const satisfies Record<string, ProblemEntry>;
