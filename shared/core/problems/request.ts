import type { ProblemEntry } from "../problems.ts";

export const requestProblems = {
  "request.malformed": {
    kind: "shape",
    en: ["Malformed request", "The body is not valid JSON."],
    es: ["Solicitud mal formada", "El cuerpo no es JSON válido."],
  },
  "request.invalid": {
    kind: "shape",
    en: ["Invalid request", "Some fields are not as they must be; see errors."],
    es: ["Solicitud no válida", "Algunos campos no son como deben ser; véase errors."],
  },
  "request.too_large": {
    kind: "too_large",
    en: ["Body too large", "The body may hold at most {limit} bytes."],
    es: ["Cuerpo demasiado grande", "El cuerpo puede tener como máximo {limit} bytes."],
  },
  "request.media_type": {
    kind: "media_type",
    en: ["Unsupported content type", "This route takes {expected}."],
    es: ["Tipo de contenido no admitido", "Esta ruta acepta {expected}."],
  },
  "request.cursor": {
    kind: "shape",
    en: ["Invalid cursor", "The cursor does not belong to this list and filter."],
    es: ["Cursor no válido", "El cursor no pertenece a esta lista y filtro."],
  },
  "route.not_found": {
    kind: "not_found",
    en: ["Not found", "There is no such route."],
    es: ["No encontrado", "No existe esa ruta."],
  },
  "route.method_not_allowed": {
    kind: "method",
    en: ["Method not allowed", "This route answers {allowed}."],
    es: ["Método no permitido", "Esta ruta responde a {allowed}."],
  },
  "thing.not_found": {
    kind: "not_found",
    en: ["Not found", "It does not exist, or it is not yours to see."],
    es: ["No encontrado", "No existe o no puede verlo."],
  },
  "thing.stale": {
    kind: "stale",
    en: ["Changed meanwhile", "It has changed since you read it; read it again and repeat."],
    es: ["Ha cambiado", "Ha cambiado desde que lo leyó; léalo otra vez y repita."],
  },
  "thing.concurrent": {
    kind: "conflict",
    en: ["Changed by someone else", "Others are changing the same thing; try again."],
    es: ["Cambiado por otra persona", "Otras personas lo están cambiando; inténtelo de nuevo."],
  },
  "thing.if_match_required": {
    kind: "precondition",
    en: ["If-Match required", "Send the ETag you read as If-Match."],
    es: ["Falta If-Match", "Envíe como If-Match el ETag que leyó."],
  },
  "thing.if_match_invalid": {
    kind: "shape",
    en: ["If-Match invalid", "If-Match is `*`, or one or more ETags in their double quotes, with commas between them."],
    es: ["If-Match no válido", "If-Match es `*`, o uno o más ETag entre comillas dobles, separados por comas."],
  },
  "idempotency.key_invalid": {
    kind: "shape",
    en: ["Invalid Idempotency-Key", "A key has 1 to 255 visible ASCII characters."],
    es: ["Idempotency-Key no válida", "Una clave tiene de 1 a 255 caracteres ASCII visibles."],
  },
  "idempotency.key_reused": {
    kind: "key_reused",
    en: ["Idempotency-Key used before", "This key was used for another request."],
    es: ["Idempotency-Key ya usada", "Esta clave se usó para otra solicitud."],
  },
  "auth.required": {
    kind: "unauthenticated",
    en: ["Sign in", "This needs a signed-in person."],
    es: ["Inicie sesión", "Hace falta haber iniciado sesión."],
  },
  "access.denied": {
    kind: "forbidden",
    en: ["Not allowed", "This needs the permission {permission}, which you do not have here."],
    es: ["No permitido", "Hace falta el permiso {permission}, que aquí no tiene."],
  },
  "access.not_a_resident": {
    kind: "forbidden",
    en: ["Not a resident", "This is for the people who live in the building."],
    es: ["No es residente", "Esto es para quienes viven en el edificio."],
  },
  "rate.limited": {
    kind: "rate",
    en: ["Too many requests", "Wait {seconds} {seconds|second|seconds} and try again."],
    es: ["Demasiadas solicitudes", "Espere {seconds} {seconds|segundo|segundos} e inténtelo de nuevo."],
  },
  "service.unavailable": {
    kind: "unavailable",
    en: ["Temporarily unavailable", "A part of the system does not answer; try again shortly."],
    es: ["No disponible por ahora", "Una parte del sistema no responde; inténtelo en breve."],
  },
  "service.not_configured": {
    kind: "unavailable",
    en: ["Not configured", "{missing} is not configured."],
    es: ["Sin configurar", "{missing} no está configurado."],
  },
  "service.broken": {
    kind: "internal",
    en: ["Something broke", "This is our fault; it has been written down under the request id."],
    es: ["Algo ha fallado", "Es culpa nuestra; ha quedado anotado con el identificador de la solicitud."],
  },
  "time.skipped": {
    kind: "shape",
    en: ["No such time", "{time} does not exist in {timeZone}: the clock skips it."],
    es: ["Esa hora no existe", "{time} no existe en {timeZone}: el reloj se la salta."],
    when: {
      fact: "nextTime",
      en: "{time} does not exist in {timeZone}: the clock skips it, and goes on at {nextTime}.",
      es: "{time} no existe en {timeZone}: el reloj se la salta y sigue a las {nextTime}.",
    },
  },
} as const satisfies Record<string, ProblemEntry>;
