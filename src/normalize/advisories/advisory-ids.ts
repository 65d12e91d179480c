import { ADVISORY_SCHEMES, type AdvisoryScheme } from "./advisory-schemes.ts";

/**
 * A week's bulletin of a national team lists some 800; a hostile text can hold 100,000. 1,000 are some 20 KB of an item.
 */
const MAX_IDS = 1_000;

/** Hyphen, soft and non-breaking ones, dashes, minus, small and full-width ones, and what file names have for them. */
const DASH = "[-_\\xAD\\u2010-\\u2015\\u2212\\uFE58\\uFE63\\uFF0D]";
const DASHES = new RegExp(DASH, "g");

/**
 * Ids of vulnerabilities and advisories that texts name, as their publishers spell them (`CVE-2021-44228`,
 * `RHSA-2021:1234`, `GHSA-jfh8-c2jp-5v3q`, `VU#930724`; see advisory-schemes.ts): each once, in the order in which they
 * first appear, and no more than 1,000. `CVE-2021-44228, -45046 and -45105` names three.
 *
 * @param texts without markup, and addresses; the most telling first
 */
export function advisoryIds(texts: readonly (string | null)[]): string[] {
  // One id may be written in several cases; the first one counts.
  const ids = new Map<string, string>();
  for (const text of texts) {
    if (text !== null) collect(text, ids);
  }
  return [...ids.values()];
}

interface Reader extends AdvisoryScheme {
  pattern: RegExp;
}

const anyDash = (source: string): string =>
  source.replaceAll(/\[[^\]]*\]|-/g, (part) => (part === "-" ? DASH : part));

/** Letters of other scripts may touch an id: `漏洞CVE-2021-44228的`. So may what is escaped in an address: `%2FCVE-…`. */
const START = "(?:(?<![A-Za-z\\d])|(?<=%[\\dA-F]{2}))";
const END = "(?![A-Za-z\\d])";

const READERS = Map.groupBy(
  ADVISORY_SCHEMES.map(
    (scheme): Reader => ({ ...scheme, pattern: new RegExp(anyDash(scheme.rest) + END, "iy") }),
  ),
  ({ name }) => name.toLowerCase(),
);

const BETWEEN = `${DASH}|[:# ]|%3A`;
const named = (schemes: readonly AdvisoryScheme[]): string =>
  `${START}(${schemes.map((scheme) => anyDash(scheme.name)).join("|")})`;

/**
 * The first digit of an id, or its first dash where a letter may follow; the name is looked for behind it. Most texts
 * have no ids and few digits: looking for fifty names everywhere takes ten times as long.
 */
const BEGINNING = new RegExp(
  `(?<=[A-Z#](?:${DASH}|[:# ])?)\\d(?<=${named(ADVISORY_SCHEMES)}(${BETWEEN})?\\d)` +
    `|${DASH}(?<=${named(ADVISORY_SCHEMES.filter(({ wordy }) => wordy))}${DASH})`,
  "gi",
);

function collect(text: string, ids: Map<string, string>): void {
  BEGINNING.lastIndex = 0;
  for (let found = BEGINNING.exec(text); found && ids.size < MAX_IDS; found = BEGINNING.exec(text)) {
    const [, beforeDigit, between = "", beforeDash] = found;
    const end = readId(text, beforeDigit ?? beforeDash ?? "", found.index - between.length, ids);
    if (end !== null) BEGINNING.lastIndex = end;
  }
}

/**
 * @param found the name, as the text has it
 * @param at where it ends
 * @returns where the id ends, or `null` where none is
 */
function readId(text: string, found: string, at: number, ids: Map<string, string>): number | null {
  const spelling = found.replaceAll(DASHES, "-");
  for (const { name, pattern, form, exact } of READERS.get(spelling.toLowerCase()) ?? []) {
    if (exact && !isExact(text, at - found.length, found, name)) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const [rest, ...parts] = match;
    const plain = rest.replaceAll(DASHES, "-");
    add(name + (form?.(plain, parts) ?? plain.toUpperCase()), ids);
    return name === "CVE"
      ? addOthersOfYear(text, pattern.lastIndex, plain.slice(0, 6), ids)
      : pattern.lastIndex;
  }
  return null;
}

function add(id: string, ids: Map<string, string>): void {
  const key = id.toLowerCase();
  if (ids.size < MAX_IDS && !ids.has(key)) ids.set(key, id);
}

/** Microsoft's addresses have `kb5001330`, between hyphens. */
function isExact(text: string, start: number, found: string, name: string): boolean {
  if (name === "KB" && MICROSOFT.test(text)) return true;
  return found === name && !/[-_]/.test(text.charAt(start - 1));
}

const MICROSOFT = /^https?:\/\/(?:[\w-]{1,63}\.){0,5}microsoft\.com\//i;

/** `CVE-2021-44228, -45046, and -45105`: only a hyphen says that a number is of the same year. */
const NEXT = /(?:, ?|,? (?:and|or|&) )[-\u2010\u2011](\d{4,7})(?![A-Za-z\d])/y;

function addOthersOfYear(text: string, from: number, year: string, ids: Map<string, string>): number {
  let end = from;
  NEXT.lastIndex = end;
  for (let next = NEXT.exec(text); next; next = NEXT.exec(text)) {
    add(`CVE${year}${next[1]}`, ids);
    end = NEXT.lastIndex;
  }
  return end;
}
