import { bookings } from "./es-bookings.ts";
import type { Texts } from "./text.ts";

const WHERE = "{{ unitLabel }}{% if buildingName %}, {{ buildingName }}{% endif %}";

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
    wish: {
      held: "Lo tenía apartado y ya no lo está.",
      requested: "Lo había pedido; ya nadie decide sobre la solicitud.",
      waiting: "Estaba en la lista de espera y ya no lo está.",
      offered: "Se le había ofrecido; la oferta ha terminado.",
    },
    ended: {
      staff: "Lo han decidido quienes gestionan el edificio.",
      moved_out: "El motivo: la residencia en el edificio ha terminado.",
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
    ...bookings,
  },
};
