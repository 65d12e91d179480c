import type { EntryDate } from "../../model.ts";
import type { DateHint } from "../../date/date-hint.ts";
import { findDate } from "./find-date.ts";
import type { LinkedArticle } from "./json-ld.ts";
import type { PageFacts } from "./page-facts.ts";

/** In this order. */
const PUBLISHED = (
  "article:published_time og:published_time og:article:published_time datepublished itemprop:datepublished " +
  "parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime pubdate publishdate publish-date " +
  "publish_date dcterms.date dcterms.created dc.date.issued dc.date.created dcterms.issued dc.date " +
  "citation_publication_date citation_date date article.published published_time_telegram rnews:datepublished " +
  "originalpublicationdate displaydate timestamp ptime creation_date created last-published"
).split(" ");
const MODIFIED = (
  "article:modified_time og:updated_time og:modified_time datemodified itemprop:datemodified last-modified " +
  "dcterms.modified lastmod"
).split(" ");

const IN_ADDRESS = /[/=_-]((?:19|20)\d\d)[/_-]?(\d\d)[/_-]?(\d\d)(?:\D|$)/;
/** A longer text with a year in it tells of something, unless it says what it is. */
const SHORT = 60;
const SAYS_DATE = /publi|posted|date|updated|on /i;

type Place = readonly [from: string, value: string | null | undefined];

/** When the article came out, by the places on its page in the order in which they are to be trusted. */
export function findPublished(
  facts: PageFacts,
  linked: LinkedArticle,
  addresses: readonly (string | null)[],
  hint: DateHint,
): EntryDate | null {
  const { metas, microdata, times, dateLines, early } = facts;
  const time = times.find(({ isPublication }) => isPublication) ?? times[0];
  return (
    firstDate(
      [
        ["json-ld datePublished", linked.published],
        ...PUBLISHED.map((name): Place => [`meta ${name}`, metas.get(name)?.[0]]),
        ["microdata datePublished", microdata.get("datepublished")?.[0]],
        ["json-ld datePublished", linked.pagePublished],
        ["time", time?.text],
        ...addresses.map((address): Place => ["address", dayIn(address)]),
      ],
      hint,
    ) ??
    firstLine(dateLines, "class", hint) ??
    firstLine(
      early.filter((text) => text.length < SHORT || SAYS_DATE.test(text)),
      "text",
      hint,
    )
  );
}

/** When it was last changed, as far as metadata says so. */
export const findUpdated = (facts: PageFacts, linked: LinkedArticle, hint: DateHint): EntryDate | null =>
  firstDate(
    [
      ["json-ld dateModified", linked.modified],
      ...MODIFIED.map((name): Place => [`meta ${name}`, facts.metas.get(name)?.[0]]),
      ["microdata dateModified", facts.microdata.get("datemodified")?.[0]],
    ],
    hint,
  );

function firstDate(places: readonly Place[], hint: DateHint): EntryDate | null {
  for (const [from, value] of places) {
    const date = value ? findDate(value, from, hint) : null;
    if (date) return date;
  }
  return null;
}

function firstLine(lines: readonly string[], from: string, hint: DateHint): EntryDate | null {
  for (const line of lines) {
    const date = findDate(line, from, hint);
    if (date) return date;
  }
  return null;
}

function dayIn(address: string | null): string | null {
  const [, year, month, day] = IN_ADDRESS.exec(address ?? "") ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
}
