import type { EntryDate, EntrySource } from "./model.ts";

/** A line of a page, with the links in it. */
export interface PageLine {
  text: string;
  links: { text: string; url: string }[];
}

/**
 * What a page shows of where its article comes from, as it is written: evidence for attribution. All of it is untrusted,
 * and each list is bounded.
 */
export interface PageClues {
  /** Lines above the article's text, in their order, with its headline: section, source, dates. */
  head: string[];
  /** Place of the headline in `head`; -1: it is not there. */
  headline: number;
  /** Images above the text. */
  logos: { alt: string; url: string }[];
  /** The first lines of the text, before anything was taken for furniture. */
  opening: PageLine[];
  /** The last lines of the text, and those behind it that stand in the same part of the page. */
  closing: PageLine[];
  /** As they are written, `By` and all. */
  bylines: string[];
  /** What metadata names, and under which name: `json-ld publisher`, `json-ld isBasedOn`, `canonical`, `og:site_name`. */
  sources: EntrySource[];
}

/**
 * Where on the page a value was read from: `json-ld headline`, `meta og:title`, `microdata author`, `time`, `address`,
 * `class`, `text` (a label above the article); `page` for the article's text itself.
 */
export type FoundIn = string;

/** An article, as its page shows it. */
export interface Article {
  /** Address that answered. */
  url: string;
  /** The page's own, where it is of the same site. */
  canonicalUrl: string | null;
  title: string | null;
  authors: string[];
  published: EntryDate | null;
  updated: EntryDate | null;
  section: string | null;
  lang: string | null;
  /** Address of the lead image. */
  image: string | null;
  /** Paragraphs, a line each; `null` where no article was found. */
  text: string | null;
  /** Whether the publisher says that some of it is for subscribers alone; the text may be its beginning. */
  isPaywalled: boolean;
  /** Where each of these was found. */
  from: Partial<
    Record<
      "canonicalUrl" | "title" | "authors" | "published" | "updated" | "section" | "lang" | "image" | "text",
      FoundIn
    >
  >;
  clues: PageClues;
}
