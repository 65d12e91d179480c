import type { Article } from "../../article.ts";
import type { DateHint } from "../../date/date-hint.ts";
import type { EntryDate } from "../../model.ts";
import type { HeadBlock } from "../clues/head-block.ts";
import type { Addresses } from "./addresses.ts";
import { findAuthors } from "./authors.ts";
import { findPublished, findUpdated } from "./dates.ts";
import type { Found } from "./found.ts";
import type { LinkedArticle } from "./json-ld.ts";
import type { PageFacts } from "./page-facts.ts";
import { findLang, findSection } from "./place.ts";

/** Milliseconds between the same day in two time zones. */
const SAME_DAY = 36 * 3_600_000;

type Metadata = Pick<
  Article,
  "canonicalUrl" | "title" | "authors" | "published" | "updated" | "section" | "lang" | "image" | "from"
>;

export interface Evidence {
  facts: PageFacts;
  linked: LinkedArticle;
  addresses: Addresses;
  title: Found<string> | null;
  /** What the labels above the text say, where metadata says nothing. */
  head: HeadBlock;
  url: string;
  hint: DateHint;
}

/** What a page says about its article, each value from the place that is to be trusted most, and which that was. */
export function readMetadata({ facts, linked, addresses, title, head, url, hint }: Evidence): Metadata {
  const { canonical, image } = addresses;
  const authors = findAuthors(facts, linked);
  const section =
    findSection(facts, linked) ?? (head.section === null ? null : { value: head.section, from: "text" });
  const lang = findLang(facts, linked);
  const stated = findPublished(facts, linked, [url, canonical?.value ?? null], hint);
  const published = toTheMinute(stated, head.date);
  const updated = findUpdated(facts, linked, hint);
  return {
    canonicalUrl: canonical?.value ?? null,
    title: title?.value ?? null,
    authors: authors?.value ?? [],
    published,
    updated,
    section: section?.value ?? null,
    lang: lang?.value ?? null,
    image: image?.value ?? null,
    from: placesOf({ canonicalUrl: canonical, title, authors, published, updated, section, lang, image }),
  };
}

/** A day in metadata is less than the time that the page prints above its text. */
function toTheMinute(stated: EntryDate | null, printed: EntryDate | null): EntryDate | null {
  if (stated === null || printed === null) return stated ?? printed;
  const isFiner = stated.precision === "day" && /minute|second/.test(printed.precision);
  const apart = Math.abs(Date.parse(stated.value) - Date.parse(printed.value));
  return isFiner && apart <= SAME_DAY ? printed : stated;
}

function placesOf(found: Record<string, { from: string } | null>): Article["from"] {
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) => (value ? [[name, value.from]] : [])),
  );
}
