import type { BookingTexts } from "./text.ts";

const SLOT = "{{ startAt | slot: endAt, timeZone }}";

export const bookings: BookingTexts = {
  booking_confirmed: {
    inbox: { title: "{{ resourceName }}: reserva hecha", body: SLOT },
    email: {
      subject: `{{ resourceName }}: reserva hecha, ${SLOT}`,
      paragraphs: [
        "Tiene reservado {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}:",
        SLOT,
        "Si ya no lo necesita, déjelo libre para que otra persona del edificio pueda usarlo.",
      ],
    },
  },
  booking_cancelled: {
    inbox: { title: "{{ resourceName }}: reserva cancelada", body: `${SLOT}. {{ cause | word: 'cause' }}` },
    email: {
      subject: `{{ resourceName }}: reserva cancelada, ${SLOT}`,
      paragraphs: [
        "Esta reserva de {{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} está cancelada:",
        SLOT,
        "{{ cause | word: 'cause' }}",
      ],
    },
  },
  booking_checked_in: {
    inbox: { title: "{{ resourceName }}: ya está allí", body: SLOT },
  },
  booking_requested: {
    inbox: { title: "{{ resourceName }}: solicitud enviada", body: `${SLOT}. Decide la administración.` },
  },
  booking_called_off: {
    inbox: { title: "{{ resourceName }}: reserva cancelada", body: `${SLOT}. {{ reason }}` },
    email: {
      subject: `{{ resourceName }}: la reserva está cancelada, ${SLOT}`,
      paragraphs: [
        "Quienes gestionan el edificio han tenido que cancelar esta reserva de {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}:",
        SLOT,
        "{{ reason }}",
      ],
    },
  },
  booking_closed: {
    inbox: {
      title: "{{ resourceName }}: cerrado entonces",
      body: `${SLOT}. {{ wish | word: 'wish' }} {{ reason }}`,
    },
    email: {
      subject: `{{ resourceName }}: cerrado entonces, ${SLOT}`,
      paragraphs: [
        "{{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} está cerrado a esta hora:",
        SLOT,
        "{{ wish | word: 'wish' }}",
        "{{ reason }}",
      ],
    },
  },
  booking_wish_ended: {
    inbox: {
      title: "{{ resourceName }}: ya no sigue en pie",
      body: `${SLOT}. {{ wish | word: 'wish' }} {{ ended | word: 'ended' }}{% if reason %} {{ reason }}{% endif %}`,
    },
    email: {
      subject: `{{ resourceName }}: ya no sigue en pie, ${SLOT}`,
      paragraphs: [
        "Se trata de {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}.",
        SLOT,
        "{{ wish | word: 'wish' }} {{ ended | word: 'ended' }}",
        "{% if reason %}{{ reason }}{% endif %}",
      ],
    },
  },
  booking_rejected: {
    inbox: { title: "{{ resourceName }}: no es posible", body: `${SLOT}. {{ reason }}` },
    email: {
      subject: `{{ resourceName }}: no es posible lo que pidió, ${SLOT}`,
      paragraphs: [
        "Pidió {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}. Quienes gestionan el edificio han dicho que no:",
        SLOT,
        "{{ reason }}",
      ],
    },
  },
  booking_question: {
    inbox: {
      title: "{{ resourceName }}: una pregunta sobre su solicitud",
      body: `${SLOT}. Quienes gestionan el edificio quieren saber algo antes de decidir.`,
    },
    email: {
      subject: `{{ resourceName }}: una pregunta sobre su solicitud, ${SLOT}`,
      paragraphs: [
        "Pidió {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}. Quienes gestionan el edificio quieren saber algo antes de decidir:",
        SLOT,
        "En Courtyard encontrará la pregunta junto a la reserva. Respóndala allí.",
      ],
    },
  },
  booking_answer: {
    inbox: { title: "{{ resourceName }}: han respondido a su pregunta", body: `${SLOT}. La solicitud le espera.` },
    email: {
      subject: `{{ resourceName }}: han respondido a su pregunta, ${SLOT}`,
      paragraphs: [
        "Preguntó algo sobre una solicitud de {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}. Ya hay respuesta:",
        SLOT,
        "En Courtyard encontrará la respuesta junto a la reserva. Allí puede aprobar o rechazar la solicitud.",
      ],
    },
  },
  booking_expired: {
    inbox: { title: "{{ resourceName }}: no ha podido ser", body: SLOT },
    email: {
      subject: `{{ resourceName }}: no ha podido ser, ${SLOT}`,
      paragraphs: [
        "Lo que esperaba o pidió no se ha resuelto a tiempo: {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}.",
        SLOT,
      ],
    },
  },
  booking_moved: {
    inbox: { title: "{{ resourceName }}: cambio de hora", body: SLOT },
    email: {
      subject: `{{ resourceName }}: su reserva cambia de hora, ${SLOT}`,
      paragraphs: [
        "Su reserva de {{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} es ahora a esta hora:",
        SLOT,
      ],
    },
  },
  booking_hold_moved: {
    inbox: {
      title: "{{ resourceName }}: apartado a otra hora",
      body: `${SLOT}. Confírmelo a tiempo, o quedará libre.`,
    },
    email: {
      subject: `{{ resourceName }}: lo que tiene apartado cambia de hora, ${SLOT}`,
      paragraphs: [
        "Quienes gestionan el edificio han cambiado la hora de lo que tiene apartado: {{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} queda apartado para usted a esta hora:",
        SLOT,
        "Todavía no está reservado: confírmelo a tiempo, o quedará libre.",
      ],
    },
  },
  booking_missed: {
    inbox: { title: "{{ resourceName }}: no acudió nadie", body: `${SLOT}. La hora queda libre para otros.` },
    email: {
      subject: `{{ resourceName }}: no acudió nadie, ${SLOT}`,
      paragraphs: [
        "Nadie registró su llegada a {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}, así que el resto de esta hora queda libre para otros:",
        SLOT,
        "Si no pudo evitarlo, pida a quienes gestionan el edificio que lo disculpen.",
      ],
    },
  },
  place_offered: {
    inbox: {
      title: "{{ resourceName }} está libre: ¿lo quiere?",
      body: `${SLOT}. Confirme hasta {{ until | moment: timeZone }}.`,
    },
    email: {
      subject: `{{ resourceName }} está libre para usted: ${SLOT}`,
      paragraphs: [
        "Esperaba {{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} y ahora está libre:",
        SLOT,
        "Se lo guardamos hasta {{ until | moment: timeZone }}. Confirme antes, o pasará a quien sigue en la lista.",
      ],
    },
  },
  times_closed: {
    inbox: {
      title: "{{ resourceName }}: cerrado en {{ many }} de sus horas",
      body: `La primera: ${SLOT}. {{ reason }}`,
    },
    email: {
      subject: `{{ resourceName }}: cerrado en {{ many }} de sus horas, ${SLOT}`,
      paragraphs: [
        "{{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} está cerrado a {{ many }} horas que tenía reservadas, pedidas, apartadas o en espera. Ya no vale ninguna. La primera:",
        SLOT,
        "{{ reason }}",
      ],
    },
  },
  series_booked: {
    inbox: { title: "{{ resourceName }}: {{ many }} reservas", body: SLOT },
    email: {
      subject: `{{ resourceName }}: {{ many }} reservas, ${SLOT}`,
      paragraphs: [
        "Tiene {{ resourceName }} {{ many }} veces{% if buildingName %}, {{ buildingName }}{% endif %}. La primera:",
        SLOT,
      ],
    },
  },
  series_moved: {
    inbox: { title: "{{ resourceName }}: {{ many }} reservas cambian de hora", body: SLOT },
    email: {
      subject: `{{ resourceName }}: {{ many }} reservas cambian de hora, ${SLOT}`,
      paragraphs: [
        "{{ many }} de sus reservas de {{ resourceName }}{% if buildingName %}, {{ buildingName }},{% endif %} son ahora a otra hora. La primera:",
        SLOT,
      ],
    },
  },
  series_called_off: {
    inbox: { title: "{{ resourceName }}: {{ many }} reservas canceladas", body: `${SLOT}. {{ reason }}` },
    email: {
      subject: `{{ resourceName }}: {{ many }} reservas canceladas, ${SLOT}`,
      paragraphs: [
        "Quienes gestionan el edificio han tenido que cancelar {{ many }} de sus reservas de {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}. La primera era:",
        SLOT,
        "{{ reason }}",
      ],
    },
  },
  series_cancelled: {
    inbox: { title: "{{ resourceName }}: {{ many }} reservas canceladas", body: SLOT },
    email: {
      subject: `{{ resourceName }}: {{ many }} reservas canceladas, ${SLOT}`,
      paragraphs: [
        "Se han cancelado {{ many }} reservas de {{ resourceName }}{% if buildingName %}, {{ buildingName }}{% endif %}. La primera era:",
        SLOT,
      ],
    },
  },
};
