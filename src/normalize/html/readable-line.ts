import { decodeHTML } from "entities";

/** Markup that people put into titles. Anything else in angle brackets is what the title is about: `<script>`. */
const TITLE_MARKUP =
  /<\/?(?:a|abbr|b|big|br|cite|code|div|em|font|i|img|mark|p|q|s|small|span|strong|sub|sup|tt|u)(?:\s[^<>]{0,1000})?\/?>/gi;

/**
 * Characters that nobody sees: controls of the writing direction (UAX 9), which make a line read as another one,
 * spaces without width, soft hyphens, and tag characters, which hide a text in a text. Joiners are judged on their own.
 */
const INVISIBLE =
  /[\u{AD}\u{61C}\u{180E}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{FEFF}\u{FFF9}-\u{FFFB}\u{E0000}-\u{E007F}]/gu;

/** Scripts whose letters join, so that a joiner after one of them changes how the next is written. */
const JOINING =
  "Arabic Balinese Bengali Devanagari Gujarati Gurmukhi Javanese Kannada Khmer Malayalam Mongolian Myanmar Nko Oriya Sinhala Syriac Tamil Telugu Tibetan"
    .split(" ")
    .map((script) => `\\p{Script=${script}}`)
    .join("");
const NO_EMOJI = String.raw`(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D|\u200D(?!\p{Extended_Pictographic})`;

/**
 * A joiner (U+200C, U+200D) that changes nothing that a reader sees, and only makes equal titles unequal: it stands
 * neither after a letter of such a script nor between the parts of an emoji (UTS 51, 2.3).
 */
const IDLE_JOINER = new RegExp(`(?<![${JOINING}])(?:\\u200C|${NO_EMOJI})`, "gu");

/**
 * What a terminal obeys (ECMA-48, 5.4 and 5.6, and xterm's titles and links). Node's own `stripVTControlCharacters` takes
 * quadratic time for one that never ends.
 */
const CONTROL_SEQUENCE =
  // oxlint-disable-next-line no-control-regex -- control characters are the point
  /\u001B\][^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)|(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B[ -/]*[0-~]/g;

/** More marks on one letter than any writing has ("zalgo"): they cover the lines around it. */
const MARKS = /((?:\p{M}[\u200C\u200D]?){8})[\p{M}\u200C\u200D]+/gu;

/** Nearly every line: printable ASCII without markup, entities and space that nobody sees. */
const PLAIN = /^[!-%'-;=-~]+(?: [!-%'-;=-~]+)*$/;

/**
 * Text for one line, such as a title or a name, without anything that a terminal would obey or a reader cannot see.
 * What is left is not normalized: a look-alike stays the letter that it is. Linear in its input.
 */
export function readableLine(html: string): string {
  if (PLAIN.test(html)) return html;
  const text = decodeHTML(html.replace(TITLE_MARKUP, (tag) => (/^<\/?(?:br|div|p)\b/i.test(tag) ? " " : "")));
  return text
    .toWellFormed()
    .replace(CONTROL_SEQUENCE, "")
    .replace(INVISIBLE, "")
    .replace(IDLE_JOINER, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(MARKS, "$1")
    .trim();
}
