import { describe, expect, it } from "vitest";
import { LANGUAGES } from "#shared/core/problems";
import { LETTERS } from "#shared/core/vocabulary";
import { LETTER_PARAMETERS } from "../domain/letter.ts";
import { NOTICE_CHANNELS, type NoticeName, type NoticeParameters } from "../domain/notice.ts";
import { texts } from "../domain/texts/languages.ts";
import { writeEmail, writeNotice, writePage } from "./liquid.ts";

const SLOT = {
  resourceName: "Roof terrace",
  startAt: Date.UTC(2026, 10, 29, 9),
  endAt: Date.UTC(2026, 10, 29, 10),
  timeZone: "Europe/Madrid",
};
const NOTICES: NoticeParameters = {
  home_verified: { unitLabel: "3B" },
  home_ended: { unitLabel: "3B" },
  claim_submitted: { unitLabel: "3B", kind: "tenant" },
  claim_approved: { unitLabel: "3B" },
  claim_rejected: { unitLabel: "3B", reason: "Not on the lease" },
  booking_confirmed: SLOT,
  booking_cancelled: { ...SLOT, cause: "blackout" },
  booking_checked_in: SLOT,
  booking_requested: SLOT,
  booking_called_off: { ...SLOT, reason: "The lift is being repaired" },
  booking_closed: { ...SLOT, wish: "waiting", reason: "The lift is being repaired" },
  booking_wish_ended: { ...SLOT, wish: "offered", ended: "staff", reason: "The lift is being repaired" },
  booking_rejected: { ...SLOT, reason: "Not on a Sunday" },
  booking_question: SLOT,
  booking_answer: SLOT,
  booking_expired: SLOT,
  booking_moved: SLOT,
  booking_hold_moved: SLOT,
  booking_missed: SLOT,
  series_booked: { ...SLOT, many: 8 },
  series_cancelled: { ...SLOT, many: 8 },
  series_called_off: { ...SLOT, many: 8, reason: "The lift is being repaired" },
  series_moved: { ...SLOT, many: 8 },
  times_closed: { ...SLOT, many: 3, reason: "The lift is being repaired" },
  place_offered: { ...SLOT, until: Date.UTC(2026, 10, 28, 9) },
};
const LINK = "https://courtyard.example/verify?token=abc&more=1";
const letterOf = (letter: (typeof LETTERS)[number]): Record<string, string> => {
  const sample: Record<string, string> = {
    code: "123456",
    link: LINK,
    role: "manager",
    place: "Calle Mayor 1",
    unitLabel: "3B",
  };
  const { needs, may } = LETTER_PARAMETERS[letter];
  return Object.fromEntries([...needs, ...may].map((name) => [name, sample[name] ?? ""]));
};

const names = Object.keys(NOTICE_CHANNELS) as NoticeName[];
const mailed = names.filter((name) => NOTICE_CHANNELS[name].some((channel) => channel === "email"));
const each = <T>(items: readonly T[]) => items.flatMap((name) => LANGUAGES.map((locale) => ({ name, locale })));
/** What a language says in words, wherever in its texts; what is nothing but parameters is said in none. */
const sentencesOf = (text: unknown): string[] => {
  if (text === null || typeof text !== "object") return [];
  return Object.values(text).flatMap((one) => (typeof one === "string" ? worded(one) : sentencesOf(one)));
};
const worded = (one: string): string[] => (/\p{L}{3}/u.test(one.replaceAll(/\{\{.*?\}\}|\{%.*?%\}/g, "")) ? [one] : []);
const someone = { buildingName: "Calle Mayor 1", name: "A resident" };

describe("every template", () => {
  it.each(each(names))("$name has words for the inbox in $locale [NTF-07]", ({ name, locale }) => {
    for (const buildingName of ["Calle Mayor 1", null]) {
      const { title, body } = writeNotice(name, NOTICES[name], { locale, buildingName });
      for (const words of [title, body]) {
        expect(words).toMatch(/\S/);
        expect(words).not.toMatch(/\{\{|\{%|undefined|null| {2}/);
      }
    }
  });

  it.each(each([...mailed, ...LETTERS]))(
    "$name has an e-mail with a text part in $locale [NTF-07]",
    ({ name, locale }) => {
      const isLetter = (one: string): one is (typeof LETTERS)[number] => LETTERS.some((letter) => letter === one);
      const parameters = isLetter(name) ? letterOf(name) : NOTICES[name];
      for (const who of [someone, { buildingName: null, name: null }]) {
        const { subject, text, html } = writeEmail(name, parameters, { locale, ...who });
        for (const words of [subject, text, html]) {
          expect(words).toMatch(/\S/);
          expect(words).not.toMatch(/\{\{|\{%|undefined|null/);
        }
        expect(html).toContain(`<html lang="${locale}">`);
        expect(text).not.toContain("<");
      }
    },
  );

  it("is different in each language", () => {
    for (const name of names) {
      const words = LANGUAGES.map((locale) => writeNotice(name, NOTICES[name], { locale, buildingName: null }).title);
      expect(new Set(words).size).toBe(LANGUAGES.length);
    }
  });

  it("has no sentence in one language that it has in another", () => {
    const [first, ...others] = LANGUAGES.map((locale) => sentencesOf(texts[locale]));
    expect(first?.length).toBeGreaterThan(names.length);
    for (const other of others) expect(first?.filter((sentence) => other.includes(sentence))).toEqual([]);
  });

  it.each(names)("%s refuses to be written without a parameter [NTF-07]", (name) => {
    for (const parameter of Object.keys(NOTICES[name])) {
      const { [parameter]: _, ...rest } = { ...NOTICES[name] } as Record<string, unknown>;
      const write = () => {
        const { title, body } = writeNotice(name, rest, { locale: "en", buildingName: null });
        const email = mailed.includes(name) ? writeEmail(name, rest, { locale: "en", ...someone }).text : "";
        return title + body + email;
      };
      expect(write).toThrow(/undefined variable|Invalid time zone/);
    }
  });

  it.each(LETTERS.flatMap((name) => LETTER_PARAMETERS[name].needs.map((parameter) => ({ name, parameter }))))(
    "$name refuses to be written without its $parameter [NTF-07]",
    ({ name, parameter }) => {
      const { [parameter]: _, ...rest } = letterOf(name);
      expect(() => writeEmail(name, rest, { locale: "en", ...someone })).toThrow(/undefined variable/);
    },
  );
});

describe("an e-mail", () => {
  it("escapes in its HTML whatever people typed, and leaves it as it is in its text", () => {
    const typed = `<script>alert("x")</script> & 'co'`;
    const name = `<b onclick=alert(1)>"Bobby"</b>`;
    const { subject, html, text } = writeEmail(
      "booking_confirmed",
      { ...SLOT, resourceName: typed },
      { locale: "en", name, buildingName: "<img src=x>" },
    );
    expect(html).not.toMatch(/<script|<b |<img/);
    expect(html).toContain("&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; &#39;co&#39;");
    expect(text).toContain(typed);
    expect(text).toContain(name);
    expect(subject).toContain(typed);
  });

  it("does not run Liquid that people typed", () => {
    const { text } = writeEmail("home_verified", { unitLabel: "{{ name }}{% raw %}" }, { locale: "en", ...someone });
    expect(text).toContain("{{ name }}{% raw %}");
  });

  it("keeps its subject on one line, and short", () => {
    const resourceName = `Roof\r\nBcc: other@example.com\u2028\u0085\u009b${"x".repeat(500)}`;
    const { subject } = writeEmail("booking_confirmed", { ...SLOT, resourceName }, { locale: "en", ...someone });
    expect(subject).not.toMatch(/[\r\n\u2028\p{Cc}]/u);
    expect(subject.length).toBeLessThanOrEqual(200);
  });

  it("shows the code, and a link that leads to a web page and to nothing that runs", () => {
    const { html, text } = writeEmail("verify_email", { code: "123456", link: LINK }, { locale: "en", ...someone });
    expect(text).toContain("\n\n123456\n\n");
    expect(text).toContain(LINK);
    expect(html).toContain(`href="https://courtyard.example/verify?token=abc&amp;more=1"`);
    const bad = { code: "123456", link: "javascript:alert(1)" };
    expect(() => writeEmail("verify_email", bad, { locale: "en", ...someone })).toThrow(/no web address/);
  });
});

describe("a slot", () => {
  const body = (locale: string, timeZone = "Europe/Madrid", startAt = SLOT.startAt, endAt = SLOT.endAt) =>
    writeNotice(
      "booking_confirmed",
      { ...SLOT, timeZone, startAt, endAt },
      { locale, buildingName: null },
    ).body.replace(/\s+/g, " ");

  it.each([
    ["es", /^domingo, 29 de noviembre de 2026, 10:00–11:00 CET$/],
    ["es-MX", /^domingo, 29 de noviembre de 2026, 10:00.*11:00/],
    ["en", /^Sunday, November 29, 2026, 10:00.*11:00/],
    ["en-GB", /^Sunday,? 29 November 2026, 10:00.*11:00/],
    ["not a locale", /^Sunday, November 29, 2026, 10:00.*11:00/],
  ])("is told in the resource's zone, in words of %s", (locale, words) => {
    expect(body(locale)).toMatch(words);
  });

  it("is told by the clock of the zone, in summer and in winter, wherever the reader is", () => {
    expect(body("en-GB", "Pacific/Auckland")).toMatch(/29 November 2026, 22:00.*23:00/);
    const summer = Date.UTC(2026, 6, 1, 9);
    expect(body("en-GB", "Europe/Madrid", summer, summer + 3_600_000)).toMatch(/1 July 2026, 11:00.*12:00/);
  });
});

it("a page escapes every value", () => {
  expect(writePage("<p>{{ x }}</p>", { x: "<script>" })).toBe("<p>&lt;script&gt;</p>");
});
