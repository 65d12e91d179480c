import { bodyOf } from "./body.ts";
import { hashOf, mix } from "./hash.ts";
import { headlineOf } from "./headline.ts";
import { mendMojibake } from "../../encoding/mojibake.ts";
import { shinglesOf, winnow } from "./shingles.ts";
import { leastOfGroups, minimaOf, sketchOf } from "./sketch.ts";
import { titleWordsOf, type Words, wordsOf } from "./words.ts";

/** Words at the beginning of a text that are kept in order; of a long text, which its sketch tells as well, fewer. */
export const LEADS: Readonly<Leads> = Object.freeze({ usual: 112, ofLong: 80 });
const LONG = 200;
/** Words of the title that are kept. */
const TITLE = 16;
/** A text of fewer shingles is told by its lead alone. */
const SKETCHED = 60;
const WINDOW = 12;
/** Shingles at the beginning that are winnowed for keys: a summary is cut out of them. */
const WINNOWED = 96;
/** Keys from the whole text: a copy behind a new introduction is found by them. */
const GROUPS = 8;
/** A shorter title is not unique enough to find its story by. */
const TITLE_WORDS = 4;
const MOST_IDS = 4;
/** Bytes of a title that are kept and compared. */
const TITLE_BYTES = 300;

/** 14 bits of a word's hash, and its kind above them. */
const KIND_SHIFT = 14;
const WORD_BITS = (1 << KIND_SHIFT) - 1;

/** What is compared of an item. Words are coded, see `wordIn` and `kindIn`. */
export interface Print {
  /** Seconds since 1970: when it was published, or else first seen. */
  time: number;
  /** Hash of the outlet. */
  outlet: number;
  /** Hashes of the vulnerability and advisory ids that it is about. */
  ids: number[];
  /** Hash of all words of the title; 0 where there are too few to find anything by. */
  titleKey: number;
  title: Uint16Array;
  /** The first words of the text. */
  lead: Uint16Array;
  /** Whether the lead is the whole text. */
  isWhole: boolean;
  /** How many shingles the text has. */
  shingles: number;
  /** Of the whole text; empty for a short one. */
  sketch: Uint8Array;
  /** Hash of all words of title and text, 64 bits as hexadecimal digits: equal for two items that say the same. */
  content: string;
}

export interface Leads {
  usual: number;
  ofLong: number;
}

export interface Fingerprint {
  print: Print;
  /** 32-bit keys under which it is found. */
  keys: number[];
}

export interface Printable {
  title: string | null;
  /** Without markup, a line a block. */
  text: string | null;
  /** Ids that title or address name, or else those of the text. */
  ids: readonly string[];
  outlet: string;
  time: Date;
}

export const wordIn = (code: number): number => code & WORD_BITS;
export const kindIn = (code: number): number => code >>> KIND_SHIFT;

/** @param leads others than these are tried by benchmarks alone */
export function fingerprint(
  { title, text, ids, outlet, time }: Printable,
  leads: Readonly<Leads> = LEADS,
): Fingerprint {
  const headline = wordsOfTitle(keptTitle(title));
  const body = wordsOf(bodyOf(plain(text ?? "")), Math.max(leads.usual, leads.ofLong));
  const lead = body.hashes.length > LONG ? leads.ofLong : leads.usual;
  const shingles = shinglesOf(body.hashes);
  const { titleKey, title: titleCodes } = titlePrint(headline);
  const keys = new Set(winnow(shingles, WINDOW, WINNOWED).map((value) => mix(value ^ 0x27d4eb2f)));
  let sketch: Uint8Array = new Uint8Array();
  if (shingles.length >= SKETCHED) {
    const minima = minimaOf(shingles);
    sketch = sketchOf(minima);
    // Minima are small numbers: without mixing they would crowd together.
    for (const value of leastOfGroups(minima, GROUPS)) keys.add(mix(value ^ 0x5bd1e995));
  }
  if (titleKey) keys.add(titleKey);
  const content = contentOf(headline.hashes, body.hashes);
  // Where there is too little to find anything else by, it is known again by all that it says.
  if (keys.size === 0) keys.add(Number.parseInt(content.slice(0, 8), 16));
  return {
    print: {
      time: Math.floor(time.getTime() / 1000),
      outlet: hashOf(outlet),
      ids: ids.slice(0, MOST_IDS).map((id) => hashOf(id.toUpperCase())),
      titleKey,
      title: titleCodes,
      lead: codesOf(body, lead),
      isWhole: body.hashes.length <= lead,
      shingles: Math.min(shingles.length, 0xffff),
      sketch,
      content,
    },
    keys: [...keys],
  };
}

/** What of a title is kept: enough to show it, and to compare it. */
export function keptTitle(title: string | null): string {
  if (title === null || title.length * 3 <= TITLE_BYTES) return title ?? "";
  // A character that was cut in half is no character.
  return Buffer.from(title)
    .subarray(0, TITLE_BYTES)
    .toString()
    .replace(/\ufffd+$/, "");
}

/** What is compared of a kept title; the record of an item holds the title alone. */
export const printOfTitle = (title: string): Pick<Print, "titleKey" | "title"> =>
  titlePrint(wordsOfTitle(title));

function titlePrint(headline: Words): Pick<Print, "titleKey" | "title"> {
  const { length } = headline.hashes;
  return {
    titleKey: length >= TITLE_WORDS ? orderedHash(headline.hashes, 7) || 1 : 0,
    title: codesOf(headline, TITLE),
  };
}

const wordsOfTitle = (title: string): Words => titleWordsOf(headlineOf(plain(title)));

/** Hyphens of other kinds, the dash of a range, and minus: between figures they join what is one word. */
const DASHES = /[\u2010-\u2013\u2212]/g;

const plain = (text: string): string => mendMojibake(text).normalize("NFKC").replace(DASHES, "-");

function codesOf({ hashes, kinds }: Words, most: number): Uint16Array {
  const codes = new Uint16Array(Math.min(hashes.length, most));
  for (let at = 0; at < codes.length; at++)
    codes[at] = (mix(hashes[at] ?? 0) & WORD_BITS) | ((kinds[at] ?? 0) << KIND_SHIFT);
  return codes;
}

const orderedHash = (hashes: readonly number[], seed: number): number =>
  mix(hashes.reduce((key, hash) => Math.imul(key ^ hash, 0x01000193), seed));

function contentOf(...parts: (readonly number[])[]): string {
  const half = (seed: number): string =>
    parts
      .reduce((key, part) => orderedHash(part, key), seed)
      .toString(16)
      .padStart(8, "0");
  return half(1) + half(101);
}
