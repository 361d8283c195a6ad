import type { Span } from "../local-day.ts";
import type { Language } from "../problems.ts";
import type { BookingStatus, ClaimStatus, DeliveryStatus, QuotaHolder } from "../vocabulary.ts";

/** Openings are of a day of the week, or of holidays. */
type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7 | "holiday";
type Named<W extends PropertyKey> = Readonly<Record<W, string>>;

/** The facts that are one of a list, by their names. `window` is never `ahead` here: that has a text of its own. */
interface Words {
  readonly status: Named<BookingStatus | ClaimStatus | DeliveryStatus>;
  readonly per: Named<QuotaHolder>;
  readonly window: Named<Span>;
  readonly weekday: Named<Weekday>;
  readonly methods: Named<"password">;
}

/** English is what the lists are written in: most of their words say themselves. */
interface Others extends Pick<Words, "weekday"> {
  readonly status: Partial<Words["status"]>;
}

/** What a text says for such a fact; the fact itself stays as it is. Spanish has the feminine: whatever has a status is one. */
export const WORDS: Readonly<Record<Exclude<Language, "en">, Words>> & { readonly en: Others } = {
  en: {
    status: {
      checked_in: "checked in",
      checked_out: "checked out",
      no_show: "marked as missed",
      failed: "marked as failed",
    },
    weekday: {
      1: "Monday",
      2: "Tuesday",
      3: "Wednesday",
      4: "Thursday",
      5: "Friday",
      6: "Saturday",
      7: "Sunday",
      holiday: "a holiday",
    },
  },
  es: {
    status: {
      held: "apartada",
      requested: "solicitada",
      waiting: "en espera",
      offered: "ofrecida",
      confirmed: "confirmada",
      checked_in: "en curso",
      checked_out: "terminada",
      cancelled: "cancelada",
      rejected: "rechazada",
      lapsed: "caducada",
      no_show: "marcada como ausencia",
      pending: "pendiente",
      approved: "aprobada",
      withdrawn: "retirada",
      queued: "en cola",
      sent: "enviada",
      failed: "marcada como fallida",
      expired: "caducada",
      suppressed: "suprimida",
    },
    per: { person: "persona", household: "hogar" },
    window: { day: "día", week: "semana", month: "mes", year: "año" },
    weekday: {
      1: "lunes",
      2: "martes",
      3: "miércoles",
      4: "jueves",
      5: "viernes",
      6: "sábado",
      7: "domingo",
      holiday: "día festivo",
    },
    methods: { password: "contraseña" },
  },
};
