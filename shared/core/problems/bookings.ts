import type { ProblemEntry } from "../problems.ts";

export const bookingProblems = {
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
    en: [
      "Too soon",
      "It must be booked {noticeMinutes} {noticeMinutes|minute|minutes} ahead: from now on, {earliestAt} is the first start.",
    ],
    es: [
      "Con poca antelación",
      "Se reserva con {noticeMinutes} {noticeMinutes|minuto|minutos} de antelación: por ahora, el primer comienzo es {earliestAt}.",
    ],
  },
  "booking.too_far": {
    kind: "conflict",
    en: ["Too far ahead", "The start, {startAt}, is more than {days} {days|day|days} ahead."],
    es: ["Con demasiada antelación", "Faltan más de {days} {days|día|días} para el comienzo, {startAt}."],
  },
  "booking.too_long": {
    kind: "conflict",
    en: ["Too long", "A booking lasts at most {days} days."],
    es: ["Demasiado larga", "Una reserva dura como máximo {days} días."],
  },
  "booking.over_max_minutes": {
    kind: "conflict",
    en: [
      "Longer than allowed",
      "It would last {minutes} {minutes|minute|minutes}; here a booking lasts at most {maxMinutes}.",
    ],
    es: [
      "Más larga de lo permitido",
      "Duraría {minutes} {minutes|minuto|minutos}; aquí una reserva dura como máximo {maxMinutes}.",
    ],
  },
  "booking.under_min_minutes": {
    kind: "conflict",
    en: [
      "Shorter than allowed",
      "It would last {minutes} {minutes|minute|minutes}; here a booking lasts at least {minMinutes}.",
    ],
    es: [
      "Más corta de lo permitido",
      "Duraría {minutes} {minutes|minuto|minutos}; aquí una reserva dura como mínimo {minMinutes}.",
    ],
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
  "booking.accessory_unknown": {
    kind: "conflict",
    en: ["No such accessory", "“{name}” is not among what can be booked along with it."],
    es: ["Accesorio desconocido", "«{name}» no figura entre lo que se puede reservar con ello."],
  },
  "booking.accessory_taken": {
    kind: "conflict",
    en: [
      "Not enough left",
      "Of “{name}” there {stock|is|are} {stock} in all, and {left} {left|is|are} left at that time.",
    ],
    es: ["No quedan suficientes", "De «{name}» hay {stock} en total y a esa hora {left|queda|quedan} {left}."],
  },
  "booking.terms_not_accepted": {
    kind: "conflict",
    en: ["Terms not accepted", "Whoever books it accepts its terms ({url}), by saying `termsVersion`: {version}."],
    es: [
      "Condiciones no aceptadas",
      "Quien lo reserva acepta sus condiciones ({url}) indicando `termsVersion`: {version}.",
    ],
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
      "One {per} may have {most} {most|booking|bookings} of {name} in one {window}; {used} {used|is|are} taken. It opens again at {opensAt}.",
    ],
    es: [
      "Cupo agotado",
      "Cada {per} puede tener {most} {most|reserva|reservas} de {name} por {window}; ya hay {used}. Vuelve a abrirse el {opensAt}.",
    ],
    when: {
      fact: "window",
      is: "ahead",
      en: "One {per} may have {most} {most|booking|bookings} of {name} ahead at once, and has {used}. There is room again from {opensAt} on, as they begin.",
      es: "Cada {per} puede tener {most} {most|reserva pendiente|reservas pendientes} de {name} a la vez y tiene {used}. Vuelve a haber sitio a partir del {opensAt}, según vayan empezando.",
    },
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
    en: ["Not a hold", "Only a hold or an offer can be confirmed; this booking is {status}."],
    es: ["No está apartada", "Solo se confirma una hora apartada u ofrecida; esta reserva está {status}."],
  },
  "booking.not_open": {
    kind: "conflict",
    en: ["Not open", "Only what is still ahead can be given up or moved; this booking is {status}."],
    es: ["No está abierta", "Solo se cancela o se mueve lo que aún está pendiente; esta reserva está {status}."],
  },
  "booking.already_started": {
    kind: "conflict",
    en: ["Already started", "It started at {startAt}; until then it could be given up."],
    es: ["Ya ha empezado", "Empezó el {startAt}; hasta entonces se podía cancelar."],
  },
  "booking.cancel_too_late": {
    kind: "conflict",
    en: ["Too late to give up", "It could be given up, or moved, until {until}. The house can, with a reason."],
    es: ["Demasiado tarde para cancelar", "Se podía cancelar o mover hasta {until}. La casa puede, con un motivo."],
  },
  "booking.reason_missing": {
    kind: "shape",
    en: ["Reason missing", "Who overrides the policy says why, in `reason`."],
    es: ["Falta el motivo", "Quien hace una excepción dice por qué, en `reason`."],
  },
  "booking.not_requested": {
    kind: "conflict",
    en: ["Nothing to decide", "Only a request can be decided; this booking is {status}."],
    es: ["Nada que decidir", "Solo se decide sobre una solicitud; esta reserva está {status}."],
  },
  "booking.question_open": {
    kind: "conflict",
    en: ["Asked already", "A question waits for its answer; one is asked at a time."],
    es: ["Ya se ha preguntado", "Hay una pregunta que espera respuesta; se pregunta de una en una."],
  },
  "booking.too_many_questions": {
    kind: "conflict",
    en: ["Too many questions", "About one request {limit} questions can be asked; decide by what was said."],
    es: ["Demasiadas preguntas", "Sobre una solicitud caben {limit} preguntas; decida con lo que se ha dicho."],
  },
  "booking.nothing_asked": {
    kind: "conflict",
    en: ["Nothing to answer", "No question about this booking waits for an answer."],
    es: ["Nada que responder", "Ninguna pregunta sobre esta reserva espera respuesta."],
  },
  "booking.not_yours_to_answer": {
    kind: "forbidden",
    en: ["Not yours to answer", "Only who asked for the booking answers what is asked about it."],
    es: ["No le corresponde responder", "Solo quien pidió la reserva responde a lo que se pregunta sobre ella."],
  },
  "booking.waiting_already": {
    kind: "conflict",
    en: ["You wait for it", "You wait for this time already, as {bookingId}."],
    es: ["Ya está en espera", "Ya espera por esta hora, como {bookingId}."],
  },
  "booking.waitlist_full": {
    kind: "conflict",
    en: ["Waitlist full", "{limit} wait already; no more can."],
    es: ["Lista de espera llena", "Ya esperan {limit}; no caben más."],
  },
  "booking.blackout": {
    kind: "conflict",
    en: ["Closed then", "It is closed from {startAt} until {endAt}: {reason}"],
    es: ["Cerrado entonces", "Está cerrado desde {startAt} hasta {endAt}: {reason}"],
  },
  "booking.holiday": {
    kind: "conflict",
    en: ["A holiday", "{date} is a holiday, {name}. Open on that day: {hours} ({timeZone})."],
    es: ["Festivo", "El {date} es festivo: {name}. Horario de ese día: {hours} ({timeZone})."],
    when: {
      ...{ fact: "hours", is: "–" },
      en: "{date} is a holiday, and it is closed then: {name}",
      es: "El {date} es festivo y está cerrado: {name}",
    },
  },
  "feed.too_many": {
    kind: "conflict",
    en: ["Too many calendars", "One person may have {limit} calendar feeds; end one that nobody reads any more."],
    es: ["Demasiados calendarios", "Una persona puede tener {limit} calendarios; termine uno que ya nadie lea."],
  },
} as const satisfies Record<string, ProblemEntry>;
