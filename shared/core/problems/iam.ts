import type { ProblemEntry } from "../problems.ts";

export const iamProblems = {
  "auth.credentials_wrong": {
    kind: "unauthenticated",
    en: ["Wrong address or password", "There is no account with this address and this password."],
    es: ["Dirección o contraseña incorrectas", "No hay ninguna cuenta con esta dirección y esta contraseña."],
  },
  "auth.code_wrong": {
    kind: "unauthenticated",
    en: [
      "Code not accepted",
      "The code or link is wrong, too old, used, or was tried too often; register again for a new one.",
    ],
    es: [
      "Código no aceptado",
      "El código o enlace es incorrecto, ha caducado, ya se usó o se probó demasiadas veces; regístrese de nuevo para recibir otro.",
    ],
  },
  "auth.refresh_invalid": {
    kind: "unauthenticated",
    en: ["Sign in again", "No valid refresh token came with this request."],
    es: ["Vuelva a iniciar sesión", "Esta solicitud no trae un token de renovación válido."],
  },
  "auth.origin_refused": {
    kind: "forbidden",
    en: [
      "Origin not allowed",
      "A cookie is read only from the pages of this platform; this request came from elsewhere.",
    ],
    es: [
      "Origen no permitido",
      "La cookie solo se lee desde las páginas de esta plataforma; esta solicitud viene de otro sitio.",
    ],
  },
  "auth.step_up": {
    kind: "unauthenticated",
    en: ["Prove it is you", "This needs a sign-in of the last {minutes} minutes; ways in: {methods}."],
    es: [
      "Confirme que es usted",
      "Hace falta haber iniciado sesión en los últimos {minutes} minutos; formas: {methods}.",
    ],
  },
  "session.ended": {
    kind: "unauthenticated",
    en: ["Signed out", "This session has ended; sign in again."],
    es: ["Sesión cerrada", "Esta sesión ha terminado; vuelva a iniciar sesión."],
  },
  "password.common": {
    kind: "shape",
    en: ["Password too easy to guess", "This is one of the passwords that are tried first; choose another."],
    es: ["Contraseña demasiado fácil", "Es una de las contraseñas que primero se prueban; elija otra."],
  },
  "password.is_address": {
    kind: "shape",
    en: ["Password too easy to guess", "The password must not be the e-mail address, or its beginning."],
    es: ["Contraseña demasiado fácil", "La contraseña no puede ser la dirección de correo ni su comienzo."],
  },
  "invitation.beyond_reach": {
    kind: "forbidden",
    en: [
      "Beyond your reach",
      "You can invite to a role below your own, or to your own role in a part of what you run.",
    ],
    es: [
      "Fuera de su alcance",
      "Puede invitar a un rol inferior al suyo, o a su mismo rol en una parte de lo que gestiona.",
    ],
  },
  "invitation.used": {
    kind: "conflict",
    en: ["Invitation used", "This invitation was accepted before."],
    es: ["Invitación usada", "Esta invitación ya fue aceptada."],
  },
  "invitation.expired": {
    kind: "conflict",
    en: ["Invitation expired", "This invitation is too old; ask for a new one."],
    es: ["Invitación caducada", "Esta invitación ha caducado; pida otra."],
  },
  "invitation.cancelled": {
    kind: "conflict",
    en: ["Invitation cancelled", "This invitation was withdrawn."],
    es: ["Invitación cancelada", "Esta invitación fue retirada."],
  },
  "invitation.other_address": {
    kind: "forbidden",
    en: ["For another address", "This invitation was sent to another e-mail address than that of your account."],
    es: ["Para otra dirección", "Esta invitación se envió a una dirección distinta de la de su cuenta."],
  },
  "invitation.pending": {
    kind: "conflict",
    en: ["Invited already", "This address has an open invitation to this role here; send it again, or cancel it."],
    es: ["Ya invitada", "Esta dirección ya tiene una invitación abierta a este rol aquí; reenvíela o cancélela."],
  },
  "grant.exists": {
    kind: "conflict",
    en: ["Granted already", "This account already has this role here."],
    es: ["Ya concedido", "Esta cuenta ya tiene este rol aquí."],
  },
  "grant.too_many": {
    kind: "conflict",
    en: ["Too many roles", "An account can have at most {limit} roles at once."],
    es: ["Demasiados roles", "Una cuenta puede tener como máximo {limit} roles a la vez."],
  },
  "grant.beyond_reach": {
    kind: "forbidden",
    en: ["Beyond your reach", "You can take away a role below your own, or your own role in a part of what you run."],
    es: [
      "Fuera de su alcance",
      "Puede retirar un rol inferior al suyo, o su mismo rol en una parte de lo que gestiona.",
    ],
  },
  "grant.last_admin": {
    kind: "conflict",
    en: ["The last administrator", "The platform must keep at least one administrator."],
    es: ["Última administración", "La plataforma debe conservar al menos una persona administradora."],
  },
} as const satisfies Record<string, ProblemEntry>;
