import type { Texts } from "./text.ts";

const WHERE = "{{ unitLabel }}{% if buildingName %}, {{ buildingName }}{% endif %}";
const SLOT = "{{ startAt | slot: endAt, timeZone }}";

export const es: Texts = {
  greeting: "Hola{% if name %}, {{ name }}{% endif %}:",
  footer: "Recibe este correo porque su dirección se indicó en Courtyard, la plataforma de su edificio.",
  words: {
    kind: {
      owner: "propietario o propietaria",
      tenant: "inquilino o inquilina",
      household: "miembro del hogar",
      subtenant: "subarrendatario o subarrendataria",
      offsite_owner: "propietario o propietaria que vive en otro lugar",
    },
    cause: {
      person: "Se ha dejado libre, como se pidió.",
      staff: "La han cancelado quienes gestionan el edificio.",
      moved_out: "Se ha cancelado porque la residencia en el edificio ha terminado.",
      blackout: "Se ha cancelado porque no se puede usar a esa hora.",
    },
    role: { admin: "administrador", manager: "gestor", staff: "personal", provider: "proveedor" },
  },
  letters: {
    verify_email: {
      subject: "{{ code }} es su código de Courtyard",
      paragraphs: [
        "Introduzca este código para confirmar que esta dirección es suya:",
        "Si no lo ha pedido usted, no haga nada: no pasará nada.",
      ],
      showsCode: true,
      link: "Confirmar la dirección",
    },
    address_known: {
      subject: "Ya tiene una cuenta en Courtyard",
      paragraphs: [
        "Alguien ha pedido una cuenta nueva con esta dirección, pero ya existe una. Inicie sesión con ella como siempre.",
        "Si no lo ha pedido usted, no haga nada: no ha cambiado nada.",
      ],
      link: "Iniciar sesión",
    },
    invitation: {
      subject: "Tiene una invitación a Courtyard",
      paragraphs: [
        "Se le invita a Courtyard{% if role %} como {{ role | word: 'role' }}{% endif %}{% if place %} de {{ place }}{% endif %}.",
        "El enlace funciona una sola vez, y solo para quien tiene esta dirección.",
      ],
      link: "Aceptar la invitación",
    },
    claim_code: {
      subject: "El código de su vivienda{% if unitLabel %} {{ unitLabel }}{% endif %}",
      paragraphs: [
        "Con este código puede decir que {% if unitLabel %}{{ unitLabel }}{% else %}su vivienda{% endif %}{% if place %}, {{ place }},{% endif %} es suya:",
        "Funciona una sola vez. No se lo dé a nadie que no viva con usted.",
      ],
      showsCode: true,
    },
    session_reused: {
      subject: "Hemos cerrado la sesión de uno de sus dispositivos",
      paragraphs: [
        "Una de sus sesiones se usó dos veces, como ocurre cuando alguien la copia. Por seguridad la hemos cerrado: vuelva a iniciar sesión.",
        "Si no lo esperaba, cambie su contraseña.",
      ],
    },
  },
  notices: {
    home_verified: {
      inbox: { title: "Su vivienda está verificada", body: `Consta como residente de ${WHERE}.` },
      email: {
        subject: `Su vivienda ${WHERE} está verificada`,
        paragraphs: [
          `Ya consta como residente de ${WHERE}.`,
          "Puede reservar lo que ofrece el edificio y participar en él.",
        ],
      },
    },
    home_ended: {
      inbox: { title: "Su residencia ha terminado", body: `Ya no consta como residente de ${WHERE}.` },
      email: {
        subject: `Su residencia en ${WHERE} ha terminado`,
        paragraphs: [
          `Ya no consta como residente de ${WHERE}. Las reservas que tenía por delante quedan canceladas.`,
          "Si es un error, hable con quienes gestionan el edificio.",
        ],
      },
    },
    claim_submitted: {
      inbox: {
        title: "Una solicitud le espera",
        body: `Alguien dice ser {{ kind | word: 'kind' }} de ${WHERE}.`,
      },
      email: {
        subject: `Una solicitud sobre ${WHERE} le espera`,
        paragraphs: [`Alguien dice ser {{ kind | word: 'kind' }} de ${WHERE}.`, "Apruébela o rechácela en Courtyard."],
      },
    },
    claim_approved: {
      inbox: { title: "Su solicitud está aprobada", body: `Su solicitud sobre ${WHERE} está aprobada.` },
    },
    claim_rejected: {
      inbox: {
        title: "Su solicitud ha sido rechazada",
        body: `Su solicitud sobre ${WHERE} ha sido rechazada.{% if reason %} Motivo: {{ reason }}{% endif %}`,
      },
      email: {
        subject: `Su solicitud sobre ${WHERE} ha sido rechazada`,
        paragraphs: [
          `Su solicitud sobre ${WHERE} ha sido rechazada.`,
          "{% if reason %}Motivo: {{ reason }}{% endif %}",
          "Si cree que es un error, hable con quienes gestionan el edificio.",
        ],
      },
    },
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
  },
};
