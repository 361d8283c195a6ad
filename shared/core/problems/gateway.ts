import type { ProblemEntry } from "../problems.ts";

export const gatewayProblems = {
  "token.invalid": {
    kind: "unauthenticated",
    en: ["Invalid token", "The access token is malformed, or nobody we trust has signed it."],
    es: ["Token no válido", "El token de acceso está mal formado o no lo ha firmado nadie en quien confiemos."],
  },
  "token.expired": {
    kind: "unauthenticated",
    en: ["Token expired", "The access token has expired; refresh it and repeat."],
    es: ["Token caducado", "El token de acceso ha caducado; renuévelo y repita."],
  },
  "token.stale": {
    kind: "unauthenticated",
    en: ["Token out of date", "What you may do has changed since the token was issued; refresh it and repeat."],
    es: ["Token desactualizado", "Lo que puede hacer ha cambiado desde que se emitió el token; renuévelo y repita."],
  },
  "address.unverified": {
    kind: "forbidden",
    en: ["Address not verified", "Verify your e-mail address first."],
    es: ["Dirección sin verificar", "Verifique antes su dirección de correo."],
  },
  "service.not_ready": {
    kind: "unavailable",
    en: ["Not ready", "Some workers cannot do their work; see errors."],
    es: ["No está listo", "Algunos servicios no pueden trabajar; véase errors."],
  },
} as const satisfies Record<string, ProblemEntry>;
