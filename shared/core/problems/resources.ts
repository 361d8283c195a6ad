import type { ProblemEntry } from "../problems.ts";

export const resourceProblems = {
  "resource.opening_too_short": {
    kind: "shape",
    en: [
      "Opening too short",
      "On {weekday}, from minute {from} until {until} there is no room for a slot of {slotMinutes} minutes.",
    ],
    es: [
      "Apertura demasiado corta",
      "El {weekday}, del minuto {from} al {until} no cabe una franja de {slotMinutes} minutos.",
    ],
    when: {
      fact: "date",
      en: "On {date}, from minute {from} until {until} there is no room for a slot of {slotMinutes} minutes.",
      es: "El {date}, del minuto {from} al {until} no cabe una franja de {slotMinutes} minutos.",
    },
  },
  "resource.openings_overlap": {
    kind: "shape",
    en: ["Openings overlap", "On {weekday}, the opening from minute {from} begins before the one until {until} ends."],
    es: [
      "Aperturas solapadas",
      "El {weekday}, la apertura del minuto {from} empieza antes de acabar la que llega al {until}.",
    ],
    when: {
      fact: "date",
      en: "On {date}, the opening from minute {from} begins before the one until {until} ends.",
      es: "El {date}, la apertura del minuto {from} empieza antes de acabar la que llega al {until}.",
    },
  },
  "resource.exception_twice": {
    kind: "shape",
    en: ["A date twice", "{date} has hours of its own twice; a date has them once."],
    es: ["Una fecha dos veces", "{date} tiene horario propio dos veces; cada fecha lo tiene una sola vez."],
  },
  "resource.rules_contradict": {
    kind: "shape",
    en: [
      "Nothing could be booked",
      "By `{rule}`, at least {least} and at most {most} minutes: no booking could meet both.",
    ],
    es: [
      "No se podría reservar nada",
      "Según `{rule}`, {least} minutos como mínimo y {most} como máximo: ninguna reserva cumpliría ambos.",
    ],
  },
  "resource.check_in_incomplete": {
    kind: "shape",
    en: ["Nobody could check in", "Where `checkInBy` is `{checkInBy}`, the resource needs a `{missing}`."],
    es: ["Nadie podría llegar", "Si `checkInBy` es `{checkInBy}`, el recurso necesita `{missing}`."],
  },
  "resource.accessory_twice": {
    kind: "shape",
    en: ["An accessory twice", "“{name}” is among the accessories twice; name it once, with all there are in `stock`."],
    es: ["Un accesorio dos veces", "«{name}» figura dos veces; nómbrelo una sola vez, con todo lo que hay en `stock`."],
  },
  "resource.price_unsupported": {
    kind: "shape",
    en: ["No prices yet", "Nothing can be paid for yet, so a resource has no price: leave `price` out, or null."],
    es: ["Aún sin precios", "Todavía no se puede cobrar, así que un recurso no tiene precio: deje `price` sin valor."],
  },
  "resource.reason_missing": {
    kind: "shape",
    en: ["Reason missing", "Who blocks a resource says why, in `statusReason`."],
    es: ["Falta el motivo", "Quien bloquea un recurso dice por qué, en `statusReason`."],
  },
  "resource.blocked": {
    kind: "conflict",
    en: ["Blocked", "It cannot be booked for now: {reason}"],
    es: ["Bloqueado", "De momento no se puede reservar: {reason}"],
  },
  "resource.withdrawn": {
    kind: "conflict",
    en: ["Withdrawn", "It has been withdrawn for good."],
    es: ["Retirado", "Se ha retirado definitivamente."],
  },
  "resource.calendar_unknown": {
    kind: "conflict",
    en: ["No such calendar here", "The calendarId must be that of a calendar of this building that resources share."],
    es: ["Ese calendario no está aquí", "El calendarId debe ser el de un calendario compartido de este edificio."],
  },
  "resource.booked_ahead": {
    kind: "conflict",
    en: [
      "Still booked",
      "It changes its calendar only while nothing of it is ahead: no booking, hold, request or wait.",
    ],
    es: ["Aún reservado", "Solo cambia de calendario sin nada pendiente: reserva, retención, solicitud o espera."],
  },
  "calendar.in_use": {
    kind: "conflict",
    en: ["Still in use", "Resources are in it, or something of one that is withdrawn is still ahead."],
    es: ["Aún en uso", "Tiene recursos, o uno retirado con algo aún pendiente."],
  },
  "slots.range_backwards": {
    kind: "shape",
    en: ["Dates the wrong way round", "{to} is before {from}."],
    es: ["Fechas al revés", "{to} es anterior a {from}."],
  },
  "slots.range_too_long": {
    kind: "shape",
    en: ["Too many dates", "These are {dates} dates; at most {limit} can be asked for at once."],
    es: ["Demasiadas fechas", "Son {dates} fechas; se pueden pedir {limit} a la vez como máximo."],
  },
  "blackout.ends_before_start": {
    kind: "shape",
    en: ["Ends before it starts", "The end, {endAt}, is not after the start, {startAt}."],
    es: ["Acaba antes de empezar", "El final, {endAt}, no es posterior al comienzo, {startAt}."],
  },
  "blackout.in_the_past": {
    kind: "conflict",
    en: ["In the past", "The end, {endAt}, is past: it is {now}."],
    es: ["En el pasado", "El final, {endAt}, ya ha pasado: son las {now}."],
  },
  "blackout.too_long": {
    kind: "conflict",
    en: ["Too long", "One blackout closes at most {days} days; withdraw or block the resource for longer."],
    es: ["Demasiado largo", "Un cierre dura como máximo {days} días; para más, retire o bloquee el recurso."],
  },
  "blackout.hits_too_many": {
    kind: "conflict",
    en: ["Hits too many bookings", "More than {limit} bookings are in the way. Close a shorter time."],
    es: ["Afecta a demasiadas reservas", "Afecta a más de {limit} reservas. Cierre menos tiempo."],
  },
  "holiday.out_of_range": {
    kind: "conflict",
    en: ["Too far from today", "A holiday lies between {first} and {last}, and {date} does not."],
    es: ["Demasiado lejos de hoy", "Un festivo está entre el {first} y el {last}, y el {date} no lo está."],
  },
  "holiday.date_taken": {
    kind: "conflict",
    en: ["A holiday already", "{date} is a holiday already: {name}"],
    es: ["Ya es festivo", "El {date} ya es festivo: {name}"],
  },
  "holiday.too_many": {
    kind: "conflict",
    en: ["Too many holidays", "{year} has {limit} holidays already, and no year has more."],
    es: ["Demasiados festivos", "El año {year} ya tiene {limit} festivos, y ninguno tiene más."],
  },
} as const satisfies Record<string, ProblemEntry>;
