import type { ProblemEntry } from "../problems.ts";

export const attendanceProblems = {
  "booking.wrong_check_in_code": {
    kind: "conflict",
    en: ["Not what is written at the door", "To check in, send the `code` that is written at the door."],
    es: ["No es el código de la puerta", "Para registrar la llegada, envíe el `code` que está en la puerta."],
  },
  "booking.position_missing": {
    kind: "conflict",
    en: ["Position missing", "To check in, send your `position`, from within {radiusMeters} m."],
    es: ["Falta la ubicación", "Para registrar la llegada, envíe su `position`, a {radiusMeters} m como máximo."],
    when: {
      fact: "checkInBy",
      is: "either",
      en: "To check in, send your `position`, from within {radiusMeters} m, or the `code` that is written at the door.",
      es: "Para registrar la llegada, envíe su `position`, a {radiusMeters} m como máximo, o el `code` que está en la puerta.",
    },
  },
  "booking.position_inaccurate": {
    kind: "conflict",
    en: [
      "Position too inaccurate",
      "Your position may be {accuracyMeters} m off; to check in, {radiusMeters} m at most.",
    ],
    es: [
      "Ubicación demasiado imprecisa",
      "Su ubicación puede errar en {accuracyMeters} m; para registrar la llegada, en {radiusMeters} m como máximo.",
    ],
  },
  "booking.not_there": {
    kind: "conflict",
    en: ["Not there", "You are some {meters} m away; to check in, come within {radiusMeters} m."],
    es: [
      "No está allí",
      "Está a unos {meters} m; para registrar la llegada, acérquese a {radiusMeters} m como máximo.",
    ],
    when: {
      fact: "meters",
      is: 1000,
      en: "You are a kilometre or more away; to check in, come within {radiusMeters} m.",
      es: "Está a un kilómetro o más; para registrar la llegada, acérquese a {radiusMeters} m como máximo.",
    },
  },
  "booking.not_checked_in": {
    kind: "conflict",
    en: ["Not checked in", "Only who has checked in can check out; this booking is {status}."],
    es: ["Sin registrar la llegada", "Solo sale quien registró su llegada; esta reserva está {status}."],
  },
  "booking.not_confirmed": {
    kind: "conflict",
    en: ["Not confirmed", "Only a confirmed booking can be checked in; this one is {status}."],
    es: ["No confirmada", "Solo se registra la llegada de una reserva confirmada; esta está {status}."],
  },
  "booking.check_in_closed": {
    kind: "conflict",
    en: ["Not the time to check in", "Check-in is from {opensAt} until {closesAt}."],
    es: ["Fuera del plazo de llegada", "La llegada se registra desde {opensAt} hasta {closesAt}."],
  },
  "booking.barred": {
    kind: "conflict",
    en: [
      "Too many missed",
      "{missed} {missed|booking was|bookings were} missed within {days} {days|day|days}; from {most} on, none until {until}.",
    ],
    es: [
      "Demasiadas ausencias",
      "{missed} {missed|ausencia|ausencias} en {days} {days|día|días}; a partir de {most}, ninguna reserva hasta {until}.",
    ],
  },
  "booking.not_marked": {
    kind: "conflict",
    en: ["Nothing to excuse", "This booking was neither missed nor given up too late."],
    es: ["Nada que disculpar", "Esta reserva ni se perdió ni se canceló tarde."],
  },
} as const satisfies Record<string, ProblemEntry>;
