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
  "replay.listener_refused": {
    kind: "conflict",
    en: ["Not to be replayed", "There is no event that {listener} may hear again."],
    es: ["No se puede repetir", "No hay ningún evento que {listener} pueda volver a oír."],
  },
  "replay.event_refused": {
    kind: "conflict",
    en: ["Not to be replayed", "The worker {listener} may not hear these again: {events}."],
    es: ["No se puede repetir", "El worker {listener} no puede volver a oír estos eventos: {events}."],
  },
  "replay.running": {
    kind: "conflict",
    en: ["Another replay is running", "A listener hears one replay at a time: wait for its end, or cancel it."],
    es: ["Ya hay otra repetición", "Cada worker oye una repetición a la vez: espere a que termine o cancélela."],
  },
  "replay.ended": {
    kind: "conflict",
    en: ["Already over", "The replay has ended; what has ended cannot be cancelled."],
    es: ["Ya terminada", "La repetición ha terminado; lo que ha terminado no se puede cancelar."],
  },
} as const satisfies Record<string, ProblemEntry>;
