import type { ProblemEntry } from "../problems.ts";

export const residencyProblems = {
  "csv.encoding": {
    kind: "shape",
    en: ["Not UTF-8", "The file is not valid UTF-8; export it as “CSV UTF-8”."],
    es: ["No es UTF-8", "El archivo no es UTF-8 válido; expórtelo como «CSV UTF-8»."],
  },
  "csv.empty": {
    kind: "shape",
    en: ["Empty file", "The file has no header row."],
    es: ["Archivo vacío", "El archivo no tiene fila de encabezado."],
  },
  "csv.column_unknown": {
    kind: "shape",
    en: ["Unknown column", "The column “{column}” is not known; these are: {known}."],
    es: ["Columna desconocida", "La columna «{column}» no se conoce; se conocen: {known}."],
  },
  "csv.column_repeated": {
    kind: "shape",
    en: ["Column repeated", "The column “{column}” is there more than once."],
    es: ["Columna repetida", "La columna «{column}» aparece más de una vez."],
  },
  "csv.column_missing": {
    kind: "shape",
    en: ["Column missing", "The column “{column}” is required."],
    es: ["Falta una columna", "La columna «{column}» es obligatoria."],
  },
  "csv.too_many_rows": {
    kind: "shape",
    en: ["Too many rows", "A file may hold at most {limit} rows."],
    es: ["Demasiadas filas", "Un archivo puede tener como máximo {limit} filas."],
  },
  "import.rows_refused": {
    kind: "shape",
    en: ["Rows refused", "{refused} of {rows} rows are not as they must be; nothing was written. See errors."],
    es: ["Filas rechazadas", "{refused} de {rows} filas no son como deben ser; no se ha escrito nada. Véase errors."],
  },
  "entrance.label_taken": {
    kind: "conflict",
    en: ["Entrance exists", "The building has an entrance of this name already."],
    es: ["El portal ya existe", "El edificio ya tiene un portal con ese nombre."],
  },
  "unit.label_taken": {
    kind: "conflict",
    en: ["Unit exists", "The building has a unit of this name already."],
    es: ["La vivienda ya existe", "El edificio ya tiene una unidad con ese nombre."],
  },
  "claim.code_mistyped": {
    kind: "shape",
    en: ["Code mistyped", "This cannot be a code: a character is wrong or missing. Compare it with the letter."],
    es: ["Código mal escrito", "Esto no puede ser un código: falta o sobra algo. Compárelo con la carta."],
  },
  "claim.code_unknown": {
    kind: "not_found",
    en: ["Unknown code", "There is no such code; ask the building's manager for a new one."],
    es: ["Código desconocido", "Ese código no existe; pida otro a la administración del edificio."],
  },
  "claim.code_used": {
    kind: "conflict",
    en: ["Code used before", "A code works once, and this one was used; ask the building's manager for another."],
    es: ["Código ya usado", "Cada código sirve una vez y este ya se usó; pida otro a la administración."],
  },
  "claim.code_expired": {
    kind: "conflict",
    en: ["Code expired", "This code was valid until {expiresAt}; ask the building's manager for a new one."],
    es: ["Código caducado", "Este código era válido hasta {expiresAt}; pida otro a la administración."],
  },
  "claim.code_revoked": {
    kind: "conflict",
    en: ["Code replaced", "A newer code replaces this one; ask the building's manager for it."],
    es: ["Código sustituido", "Un código más nuevo sustituye a este; pídalo a la administración."],
  },
  "claim.already_resident": {
    kind: "conflict",
    en: ["Lives there already", "This person has a home in this unit already."],
    es: ["Ya vive ahí", "Esta persona ya tiene su hogar en esta unidad."],
  },
  "claim.already_open": {
    kind: "conflict",
    en: ["Claim under way", "Your claim to this unit is not decided yet."],
    es: ["Solicitud en curso", "Su solicitud sobre esta unidad aún no está decidida."],
  },
  "claim.owner_pending": {
    kind: "conflict",
    en: [
      "Another owner's claim is under way",
      "Somebody else claims to own this unit, and it is not decided yet. Ask the building's manager, or claim it as household.",
    ],
    es: [
      "Hay otra solicitud de propiedad en curso",
      "Otra persona ha solicitado ser titular de esta unidad y aún no está decidido. Hable con la administración o solicítela como household.",
    ],
  },
  "claim.too_many": {
    kind: "conflict",
    en: ["Too many claims", "A person may have at most {limit} undecided claims."],
    es: ["Demasiadas solicitudes", "Una persona puede tener como máximo {limit} solicitudes sin decidir."],
  },
  "claim.decided": {
    kind: "conflict",
    en: ["Decided already", "This claim is {status} already."],
    es: ["Ya decidida", "Esta solicitud ya está decidida ({status})."],
  },
  "residence.ended": {
    kind: "conflict",
    en: ["Ended already", "This residence ended on {untilAt}."],
    es: ["Ya terminó", "Esta residencia terminó el {untilAt}."],
  },
  "residence.until_before_from": {
    kind: "shape",
    en: ["Ends before it begins", "A residence that began on {fromAt} cannot end on {untilAt}."],
    es: ["Termina antes de empezar", "Una residencia que empezó el {fromAt} no puede terminar el {untilAt}."],
  },
  "residence.until_too_far": {
    kind: "shape",
    en: ["Too far ahead", "The end of a residence may be set at most {days} days ahead."],
    es: ["Demasiado lejos", "El final de una residencia se puede fijar como máximo con {days} días de antelación."],
  },
} as const satisfies Record<string, ProblemEntry>;
