import { randomByte } from "./random.ts";

/** What can be named, and the three letters its ids begin with. */
export const PREFIXES = {
  user: "usr",
  session: "ses",
  organisation: "org",
  grant: "grt",
  invitation: "ivt",
  signingKey: "sgk",
  building: "bld",
  entrance: "ent",
  unit: "unt",
  zone: "zon",
  code: "cod",
  blackout: "blk",
  holiday: "hol",
  claim: "clm",
  residence: "rsd",
  import: "imp",
  resource: "res",
  calendar: "cal",
  booking: "bkg",
  series: "srs",
  file: "fil",
  feed: "fed",
  provider: "prv",
  event: "evt",
  notification: "ntf",
  delivery: "dlv",
  letter: "ltr",
  deadLetter: "dlt",
  replay: "rpl",
  request: "req",
} as const;

export type Noun = keyof typeof PREFIXES;

/** An id says what it names: `bkg_` and a ULID in Crockford's base32. */
export type Id<N extends Noun = Noun> = `${(typeof PREFIXES)[N]}_${string}`;

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const TIME_LENGTH = 10;
/** Each ten random bits, as an id has them: fewer pieces are put together sooner. */
const PAIRS: readonly string[] = Array.from(
  { length: 1024 },
  (_, bits) => ALPHABET.charAt(bits >> 5) + ALPHABET.charAt(bits & 31),
);
const RANDOM_PAIRS = 8;

/** The time of the last id, as written: many are made in one millisecond. */
let written = { at: Number.NaN, as: "" };

function timeOf(now: number): string {
  if (written.at === now) return written.as;
  let time = "";
  let rest = now;
  for (let i = 0; i < TIME_LENGTH; i += 1) {
    time = ALPHABET.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  written = { at: now, as: time };
  return time;
}

/** A new id: 48 bits of time, so that ids made later sort later, and 80 random bits. `now` is in milliseconds. */
export function newId<N extends Noun>(noun: N, now: number): Id<N> {
  let random = "";
  for (let i = 0; i < RANDOM_PAIRS; i += 1) random += PAIRS[((randomByte() << 8) | randomByte()) & 1023];
  return `${PREFIXES[noun]}_${timeOf(now)}${random}`;
}

export function isId<N extends Noun>(noun: N, text: string): text is Id<N> {
  return text.startsWith(`${PREFIXES[noun]}_`) && ULID.test(text.slice(4));
}
