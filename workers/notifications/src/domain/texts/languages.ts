import type { Language } from "#shared/core/problems";
import { en } from "./en.ts";
import { es } from "./es.ts";
import type { Texts } from "./text.ts";

/** Another language is another file, and one word here. */
export const texts: Readonly<Record<Language, Texts>> = { en, es };
