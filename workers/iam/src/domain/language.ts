import { LANGUAGES, type Language } from "#shared/core/problems";

/** The language of ours that a locale such as `es-MX` asks for, or the first. */
export const languageOf = (locale: string): Language =>
  LANGUAGES.find((language) => language === locale.toLowerCase().split("-")[0]) ?? LANGUAGES[0];
