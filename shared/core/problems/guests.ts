import type { ProblemEntry } from "../problems.ts";

export const guestProblems = {
  "booking.guests_over_attendees": {
    kind: "shape",
    en: ["More guests than people", "Guests are some of the attendees: of {attendees}, {guests} cannot be guests."],
    es: [
      "Más invitados que personas",
      "Los invitados son parte de quienes vienen: de {attendees} no pueden serlo {guests}.",
    ],
  },
  "booking.too_many_guests": {
    kind: "conflict",
    en: [
      "Too many guests",
      "With one booking at most {maxGuests} {maxGuests|guest|guests} may come, and not {guests}.",
    ],
    es: [
      "Demasiados invitados",
      "Con una reserva {maxGuests|puede|pueden} venir como máximo {maxGuests} {maxGuests|invitado|invitados}, y no {guests}.",
    ],
    when: {
      fact: "maxGuests",
      is: 0,
      en: "It is for those who live in the building alone: no guests may come.",
      es: "Es solo para quienes viven en el edificio: no pueden venir invitados.",
    },
  },
  "booking.too_many_invitees": {
    kind: "conflict",
    en: [
      "Too many are named",
      "{invitees} are named, and beside its person there is room for {most}: name fewer, or book for more.",
    ],
    es: [
      "Demasiados nombres",
      "Se nombra a {invitees} y, además de quien reserva, caben {most}: nombre a menos o reserve para más.",
    ],
  },
  "booking.over_guest_quota": {
    kind: "conflict",
    en: [
      "Guests used up",
      "One {per} may bring {most} {most|guest|guests} to {name} in one {window}; {left} {left|is|are} left, and {guests} {guests|was|were} asked for. There is room for as many from {opensAt} on.",
    ],
    es: [
      "Cupo de invitados agotado",
      "Cada {per} puede traer {most} {most|invitado|invitados} a {name} por {window}; {left|queda|quedan} {left} y se {guests|pide|piden} {guests}. Vuelve a haber sitio para tantos a partir del {opensAt}.",
    ],
  },
} as const satisfies Record<string, ProblemEntry>;
