import type { ProblemEntry } from "../problems.ts";

export const recurrenceProblems = {
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
    en: ["Without an end", "Say how often, {limit} times at most, with `COUNT`, or until when, with `UNTIL`."],
    es: ["Sin final", "Indique cuántas veces, {limit} como máximo, con `COUNT`, o hasta cuándo, con `UNTIL`."],
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
  "series.conflict": {
    kind: "conflict",
    en: [
      "The series does not fit",
      "Of the {count} asked for, {conflicts} cannot be had; `conflicts: skip` does without {conflicts|it|them}. The first is number {position}, {localDate}: {rule}",
    ],
    es: [
      "La serie no cabe",
      "De las {count} pedidas, {conflicts} no {conflicts|es posible|son posibles}; `conflicts: skip` prescinde de {conflicts|ella|ellas}. La primera es la {position}, {localDate}: {rule}",
    ],
    when: {
      fact: "left",
      is: 0,
      en: "Of the {count} asked for, {conflicts} cannot be had, and `conflicts: skip` does not help. The first is number {position}, {localDate}: {rule}",
      es: "De las {count} pedidas, {conflicts} no {conflicts|es posible|son posibles}, y `conflicts: skip` no ayuda. La primera es la {position}, {localDate}: {rule}",
    },
  },
  "series.position_unknown": {
    kind: "shape",
    en: [
      "No such booking in the series",
      "The series has {count} {count|booking|bookings}; there is no number {position}.",
    ],
    es: ["La serie no tiene esa reserva", "La serie tiene {count} {count|reserva|reservas}; no hay número {position}."],
  },
  "series.nothing_ahead": {
    kind: "conflict",
    en: ["Nothing is left to move", "None of the bookings that are meant is still ahead and open."],
    es: ["No queda nada que mover", "Ninguna de las reservas indicadas está aún pendiente."],
  },
  "series.not_ahead": {
    kind: "conflict",
    en: [
      "Not ahead any more",
      "Number {position} is not ahead and open any more; `date` is where the booking at `position` goes, so name one that is.",
    ],
    es: [
      "Ya no está pendiente",
      "La número {position} ya no está pendiente; `date` es adonde va la reserva de `position`: indique una que lo esté.",
    ],
  },
} as const satisfies Record<string, ProblemEntry>;
