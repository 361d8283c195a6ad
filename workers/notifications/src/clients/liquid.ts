import { Liquid, type Template } from "liquidjs";
import type { Language } from "#shared/core/problems";
import { LETTERS, type Letter } from "#shared/core/vocabulary";
import { languageOf } from "../domain/contact.ts";
import type { Mail } from "../domain/mail.ts";
import type { NoticeName } from "../domain/notice.ts";
import { texts } from "../domain/texts/languages.ts";
import { LAYOUT } from "../domain/texts/layout.ts";
import type { ByChannel, EmailText } from "../domain/texts/text.ts";

/** The longest subject, in UTF-16 units. */
const SUBJECT_LIMIT = 200;

type Scope = Readonly<Record<string, unknown>>;

interface Circumstances {
  readonly locale: string | null;
  /** The names are null where they are not known yet. */
  readonly buildingName: string | null;
}

/** A variable or filter that is not there is an error; nothing is reached through a prototype. */
const STRICT = { strictVariables: true, strictFilters: true, ownPropertyOnly: true } as const;
const plain = new Liquid(STRICT);
const page = new Liquid({ ...STRICT, outputEscape: "escape" });

const clockOf = (locale: unknown, timeZone: unknown) =>
  new Intl.DateTimeFormat(String(locale), {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone: String(timeZone),
    timeZoneName: "short",
  });

/** The wall time in the resource's zone, in words of the person's locale. */
plain.registerFilter("slot", function (startAt: unknown, endAt: unknown, timeZone: unknown) {
  return clockOf(this.context.getSync(["locale"]), timeZone).formatRange(Number(startAt), Number(endAt));
});

plain.registerFilter("moment", function (at: unknown, timeZone: unknown) {
  return clockOf(this.context.getSync(["locale"]), timeZone).format(Number(at));
});

plain.registerFilter("word", function (name: unknown, list: unknown) {
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> =
    texts[languageOf(String(this.context.getSync(["locale"])))].words;
  const word = words[String(list)]?.[String(name)];
  if (word === undefined) throw new Error(`no word for ${String(list)}`);
  return word;
});

/** Each source is parsed once an isolate: they are our own texts, and no more than these. */
function writer(engine: Liquid): (source: string, scope: Scope) => string {
  const parsed = new Map<string, Template[]>();
  return (source, scope) => {
    const known = parsed.get(source) ?? engine.parse(source);
    parsed.set(source, known);
    return String(engine.renderSync(known, scope));
  };
}

const write = writer(plain);
/** A whole HTML page, in which every value is escaped. */
export const writePage = writer(page);

/** A locale the runtime can format in; of what it does not know, the language we have. */
function localeOf(locale: string | null): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale ?? [])[0] ?? languageOf(locale);
  } catch {
    return languageOf(locale);
  }
}

/** What the inbox says of a notice. */
export function writeNotice(template: NoticeName, parameters: object, { locale, buildingName }: Circumstances) {
  const { title, body } = texts[languageOf(locale)].notices[template].inbox;
  const scope = { ...parameters, buildingName, locale: localeOf(locale) };
  return { title: write(title, scope), body: write(body, scope) };
}

const isLetter = (template: Letter | NoticeName): template is Letter => LETTERS.some((letter) => letter === template);

function emailText(language: Language, template: Letter | NoticeName): EmailText | undefined {
  if (isLetter(template)) return texts[language].letters[template];
  const notice: Partial<ByChannel> = texts[language].notices[template];
  return notice.email;
}

const CODE = "{{ code }}";
const LINK = "{% if link %}{{ link }}{% endif %}";

/** An e-mail without its address. HTML and text say the same; what was a parameter is escaped in the HTML. */
export function writeEmail(
  template: Letter | NoticeName,
  parameters: object,
  { locale, buildingName, name }: Circumstances & { readonly name: string | null },
): Omit<Mail, "to"> {
  const language = languageOf(locale);
  const text = emailText(language, template);
  if (!text) throw new Error(`no e-mail says ${template}`);
  const scope: Scope = { name, ...parameters, buildingName, locale: localeOf(locale) };
  const say = (source: string): string => write(source, scope).trim();
  const { greeting, footer } = texts[language];
  const subject = say(text.subject)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .slice(0, SUBJECT_LIMIT);
  const [first = "", ...more] = text.paragraphs.map(say).filter((paragraph) => paragraph !== "");
  const code = text.showsCode ? say(CODE) : "";
  const link = { label: text.link ?? "", to: text.link ? webAddress(say(LINK)) : "" };
  const parts = { language, subject, greeting: say(greeting), first, code, link, more, footer };
  return { subject, text: textPart(parts), html: writePage(LAYOUT, parts) };
}

interface Parts {
  readonly greeting: string;
  readonly first: string;
  readonly code: string;
  readonly link: { readonly label: string; readonly to: string };
  readonly more: readonly string[];
  readonly footer: string;
}

function textPart({ greeting, first, code, link, more, footer }: Parts): string {
  const paragraphs = [greeting, first, code, link.to && `${link.label}:\n${link.to}`, ...more, `-- \n${footer}`];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

/** A link leads to a web page, and to nothing that runs. */
function webAddress(address: string): string {
  if (address !== "" && !/^https?:\/\/[^\s]+$/.test(address)) throw new Error("a link in an e-mail is no web address");
  return address;
}
