import type { ProblemEntry } from "../problems.ts";

export const bookingProblems = {
  "resource.opening_too_short": {
    kind: "shape",
    en: [
      "Opening too short",
      "On weekday {weekday}, from minute {from} until {until} there is no room for a slot of {slotMinutes} minutes.",
    ],
    es: [
      "Apertura demasiado corta",
      "El día {weekday}, del minuto {from} al {until} no cabe una franja de {slotMinutes} minutos.",
    ],
  },
  "resource.openings_overlap": {
    kind: "shape",
    en: [
      "Openings overlap",
      "On weekday {weekday}, the opening from minute {from} begins before the one until {until} ends.",
    ],
    es: [
      "Aperturas solapadas",
      "El día {weekday}, la apertura del minuto {from} empieza antes de acabar la que llega al {until}.",
    ],
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
  "recurrence.rule_too_long": {
    kind: "shape",
    en: ["Rule too long", "The rule has {length} characters; at most {limit} are read."],
    es: ["Regla demasiado larga", "La regla tiene {length} caracteres; se leen {limit} como máximo."],
  },
  "recurrence.malformed": {
    kind: "shape",
    en: ["Not a rule", "RFC 5545 does not allow `{part}` here."],
    es: ["No es una regla", "RFC 5545 no permite `{part}` aquí."],
  },
  "recurrence.not_only_a_rule": {
    kind: "shape",
    en: ["Not only a rule", "`{part}` is no part of a rule: only what follows `RRULE:` is read."],
    es: ["No es solo una regla", "`{part}` no forma parte de una regla: solo se lee lo que sigue a `RRULE:`."],
  },
  "recurrence.too_fine": {
    kind: "shape",
    en: ["More than once a day", "`{frequency}` is too often: a booking recurs daily at most."],
    es: ["Más de una vez al día", "`{frequency}` es demasiado: una reserva se repite a diario como máximo."],
  },
  "recurrence.sets_the_time": {
    kind: "shape",
    en: ["Sets the time", "`{part}` sets a time of day; it is the first booking's for all of them."],
    es: ["Fija la hora", "`{part}` fija una hora; la de todas es la de la primera reserva."],
  },
  "recurrence.not_supported": {
    kind: "shape",
    en: ["Not supported", "A yearly rule with {parts} is not supported. Say it by `BYMONTH` and one other part."],
    es: ["No admitido", "No se admite una regla anual con {parts}. Dígalo con `BYMONTH` y otra parte."],
  },
  "recurrence.endless": {
    kind: "shape",
    en: ["Without an end", "Say how often, with `COUNT`, or until when, with `UNTIL`."],
    es: ["Sin final", "Indique cuántas veces, con `COUNT`, o hasta cuándo, con `UNTIL`."],
  },
  "recurrence.ends_before_start": {
    kind: "shape",
    en: ["Ends before it starts", "The rule ends at {until}, before the first start, {startAt}."],
    es: ["Acaba antes de empezar", "La regla acaba el {until}, antes del primer comienzo, {startAt}."],
  },
  "recurrence.never_happens": {
    kind: "shape",
    en: ["Never happens", "No day from {from} to {to} meets the rule."],
    es: ["No ocurre nunca", "Ningún día del {from} al {to} cumple la regla."],
  },
  "recurrence.starts_elsewhere": {
    kind: "shape",
    en: ["Starts on another day", "The first booking is on {date}; by the rule, the first day would be {first}."],
    es: ["Empieza otro día", "La primera reserva es el {date}; según la regla, el primer día sería el {first}."],
  },
  "recurrence.too_many": {
    kind: "shape",
    en: ["Too many at once", "The rule means more than {limit} bookings."],
    es: ["Demasiadas a la vez", "La regla supone más de {limit} reservas."],
  },
  "recurrence.too_far": {
    kind: "shape",
    en: ["Too far ahead", "The rule goes on after {to}; it may reach {years} years from its first start."],
    es: ["Demasiado lejos", "La regla sigue después del {to}; puede abarcar {years} años desde su comienzo."],
  },
  "booking.ends_before_start": {
    kind: "shape",
    en: ["Ends before it starts", "The end, {endAt}, is not after the start, {startAt}."],
    es: ["Acaba antes de empezar", "El final, {endAt}, no es posterior al comienzo, {startAt}."],
  },
  "booking.in_the_past": {
    kind: "conflict",
    en: ["In the past", "The start, {startAt}, is past: it is {now}."],
    es: ["En el pasado", "El comienzo, {startAt}, ya ha pasado: son las {now}."],
  },
  "booking.too_soon": {
    kind: "conflict",
    en: ["Too soon", "It must be booked {noticeMinutes} minutes ahead: from now on, {earliestAt} is the first start."],
    es: [
      "Con poca antelación",
      "Se reserva con {noticeMinutes} minutos de antelación: por ahora, el primer comienzo es {earliestAt}.",
    ],
  },
  "booking.too_far": {
    kind: "conflict",
    en: ["Too far ahead", "The start, {startAt}, is more than {days} days ahead."],
    es: ["Con demasiada antelación", "Faltan más de {days} días para el comienzo, {startAt}."],
  },
  "booking.too_long": {
    kind: "conflict",
    en: ["Too long", "A booking lasts at most {days} days."],
    es: ["Demasiado larga", "Una reserva dura como máximo {days} días."],
  },
  "booking.over_max_minutes": {
    kind: "conflict",
    en: ["Longer than allowed", "It would last {minutes} minutes; here a booking lasts at most {maxMinutes}."],
    es: ["Más larga de lo permitido", "Duraría {minutes} minutos; aquí una reserva dura como máximo {maxMinutes}."],
  },
  "booking.under_min_minutes": {
    kind: "conflict",
    en: ["Shorter than allowed", "It would last {minutes} minutes; here a booking lasts at least {minMinutes}."],
    es: ["Más corta de lo permitido", "Duraría {minutes} minutos; aquí una reserva dura como mínimo {minMinutes}."],
  },
  "booking.outside_hours": {
    kind: "conflict",
    en: ["Outside opening hours", "It must lie within one opening. On the day it starts: {hours} ({timeZone})."],
    es: ["Fuera de horario", "Debe caber en un horario de apertura. El día en que empieza: {hours} ({timeZone})."],
  },
  "booking.not_a_slot": {
    kind: "conflict",
    en: [
      "Not a slot",
      "Bookings begin every {stepMinutes} minutes from {from} ({timeZone}) and last a multiple of {slotMinutes}.",
    ],
    es: [
      "No es una franja",
      "Las reservas empiezan cada {stepMinutes} minutos desde las {from} ({timeZone}) y duran un múltiplo de {slotMinutes}.",
    ],
  },
  "booking.off_step": {
    kind: "conflict",
    en: [
      "Not a time to begin",
      "Bookings begin every {stepMinutes} minutes from {from} ({timeZone}) and last whole minutes.",
    ],
    es: [
      "No es hora de empezar",
      "Las reservas empiezan cada {stepMinutes} minutos desde las {from} ({timeZone}) y duran minutos enteros.",
    ],
  },
  "booking.over_capacity": {
    kind: "conflict",
    en: ["Too many people", "{attendees} people do not fit: there is room for {capacity}."],
    es: ["Demasiadas personas", "{attendees} personas no caben: el aforo es de {capacity}."],
  },
  "booking.too_many": {
    kind: "conflict",
    en: ["Too many bookings", "One person may have {limit} bookings ahead of them."],
    es: ["Demasiadas reservas", "Una persona puede tener {limit} reservas pendientes."],
  },
  "booking.over_quota": {
    kind: "conflict",
    en: [
      "Quota reached",
      "One {per} may have {most} bookings here for each {window}; {used} are taken. It opens again at {opensAt}.",
    ],
    es: [
      "Cupo agotado",
      "Cada {per} puede tener aquí {most} reservas por {window}; ya hay {used}. Vuelve a abrirse el {opensAt}.",
    ],
  },
  "booking.after_moving_out": {
    kind: "conflict",
    en: ["After moving out", "The home in this building ends at {untilAt}, before this booking begins."],
    es: ["Después de la mudanza", "La vivienda en este edificio termina el {untilAt}, antes de empezar esta reserva."],
  },
  "booking.slot_taken": {
    kind: "conflict",
    en: ["Taken", "That time is taken. `nextFreeAt`, where there is one, is the next time that would do."],
    es: ["Ocupado", "Esa hora está ocupada. `nextFreeAt`, si aparece, es la siguiente que serviría."],
  },
  "booking.held_by_you": {
    kind: "conflict",
    en: ["You hold it", "You hold this time already, as {bookingId}: confirm that, or give it up."],
    es: ["Ya la tiene apartada", "Ya tiene apartada esta hora, como {bookingId}: confírmela o renuncie a ella."],
  },
  "booking.booked_by_you": {
    kind: "conflict",
    en: ["You booked it", "You have booked this time already, as {bookingId}."],
    es: ["Ya la ha reservado", "Ya ha reservado esta hora, como {bookingId}."],
  },
  "booking.lapsed": {
    kind: "conflict",
    en: ["Lapsed", "The hold ran out, and the time is free for others again. Book it anew."],
    es: ["Caducada", "El plazo venció y la hora vuelve a estar libre para otros. Reserve de nuevo."],
  },
  "booking.not_held": {
    kind: "conflict",
    en: ["Not a hold", "Only a hold can be confirmed; this booking is {status}."],
    es: ["No está apartada", "Solo se confirma una hora apartada; esta reserva está {status}."],
  },
  "booking.not_open": {
    kind: "conflict",
    en: ["Cannot be given up", "Only a hold or a confirmed booking can be given up; this one is {status}."],
    es: ["No se puede cancelar", "Solo se cancela una hora apartada o confirmada; esta está {status}."],
  },
  "booking.already_started": {
    kind: "conflict",
    en: ["Already started", "It started at {startAt}; until then it could be given up."],
    es: ["Ya ha empezado", "Empezó el {startAt}; hasta entonces se podía cancelar."],
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
} as const satisfies Record<string, ProblemEntry>;
