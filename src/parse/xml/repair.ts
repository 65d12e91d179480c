import { decodeHTML } from "entities";
import type { Repair } from "../../model.ts";

/** What XML 1.0, 2.2 does not allow, however it is written. */
// oxlint-disable-next-line no-control-regex -- control characters are the point
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const ROOT = /<(?:[a-z_][\w.-]*:)?(?:rss|feed|rdf|channel|entry|urlset|sitemapindex)[\s>/]/iy;
const REFERENCE = /&(?:#(x[0-9a-f]{1,8}|\d{1,8});|([a-z][a-z0-9]{1,31});)/gi;
const BARE_AMPERSAND = /&(?!(?:#(?:x[0-9a-f]{1,8}|\d{1,8})|[a-z][a-z0-9]{1,31});)/i;
const OF_XML = new Set(["amp", "lt", "gt", "quot", "apos"]);

export interface RepairedText {
  text: string;
  repairs: Repair[];
}

/**
 * Makes a text that is not well-formed readable: without what stands before the feed's first element and without
 * characters that XML forbids, and with the named entities of HTML resolved. Bare ampersands stay: the tolerant tokenizer
 * reads them as text. Only repeated replacements by position: every step is linear.
 */
export function repairText(text: string): RepairedText {
  const repairs = new Set<Repair>();
  const start = Math.max(0, feedStart(text));
  if (isJunk(text.slice(0, start))) repairs.add("junk-before");
  const legal = text.slice(start).replace(ILLEGAL, "").toWellFormed();
  if (legal.length < text.length - start) repairs.add("control-characters");
  const readable = outsideOfCdata(legal, (part) => repairReferences(part, repairs));
  return { text: readable, repairs: [...repairs] };
}

/** Whether there is more before the first element than XML allows there. */
const isJunk = (prolog: string): boolean => !/^(?:\s|<[?!])/.test(prolog) && prolog !== "";

/** Where a feed's first element stands in a text, comments aside; -1 where there is none. */
export function feedStart(text: string): number {
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at + 1)) {
    ROOT.lastIndex = at;
    if (ROOT.test(text)) return at;
    if (text.startsWith("<!--", at)) at = text.indexOf("-->", at + 4);
    if (at === -1) return -1;
  }
  return -1;
}

/** In CDATA an ampersand is an ampersand. */
function outsideOfCdata(text: string, repair: (text: string) => string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("<![CDATA[", at);
    if (open === -1) break;
    const end = text.indexOf("]]>", open);
    const close = end === -1 ? text.length : end + 3;
    parts.push(repair(text.slice(at, open)), text.slice(open, close));
    at = close;
  }
  parts.push(repair(text.slice(at)));
  return parts.join("");
}

/** Characters that references are looked for in at once: what the engine notes of each is soon free again. */
const STRETCH = 32_768;
/** The longest reference. */
const LONGEST = 34;

function repairReferences(text: string, repairs: Set<Repair>): string {
  if (!text.includes("&")) return text;
  if (BARE_AMPERSAND.test(text)) repairs.add("bare-ampersands");
  const parts: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + STRETCH, text.length);
    // Not in the midst of one.
    const last = text.slice(end - LONGEST, end).lastIndexOf("&");
    if (end < text.length && last > 0) end += last - LONGEST;
    const stretch = text.slice(start, end);
    parts.push(
      stretch.replace(REFERENCE, (written: string, number?: string, name?: string) =>
        repairReference(written, number, name, repairs),
      ),
    );
    start = end;
  }
  return parts.join("");
}

function repairReference(
  written: string,
  number: string | undefined,
  name: string | undefined,
  repairs: Set<Repair>,
): string {
  if (number !== undefined) return repairNumber(written, number);
  if (name === undefined || OF_XML.has(name)) return written;
  repairs.add("undeclared-entities");
  const character = decodeHTML(written);
  return character === written ? written : escapeMarkup(character);
}

/** A number that names no character of XML is dropped; those of Windows-1252 are read as HTML reads them. */
function repairNumber(written: string, number: string): string {
  const code = /^x/i.test(number) ? Number.parseInt(number.slice(1), 16) : Number(number);
  if (code >= 0x80 && code <= 0x9f) return decodeHTML(written);
  const isLegal =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x1_0000 && code <= 0x10_ffff);
  return isLegal ? written : "";
}

const escapeMarkup = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
