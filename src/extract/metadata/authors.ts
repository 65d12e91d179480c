import { MAX_AUTHORS } from "../limits.ts";
import { oneLine } from "../page/element-text.ts";
import type { Found } from "./found.ts";
import type { LinkedArticle } from "./json-ld.ts";
import type { PageFacts } from "./page-facts.ts";

/** In this order. */
const METAS = [
  "author",
  "article:author",
  "parsely-author",
  "sailthru.author",
  "dc.creator",
  "dcterms.creator",
  "citation_author",
  "byl",
  "cxenseparse:author",
];
const MOST_LINKS = 3;
const LONGEST = 100;

const ADDRESS = /^https?:|^@|\.com$|^www/i;
const BY = /^(?:by|von|par|por|di|door|af|av|autor|author|written by|posted by|text|od|от)\s*:?\s+/i;
const DATE_BEHIND =
  /\s*[|•·,]\s*(?:published|updated|posted|on|\d).*$|\s+(?:published|updated|posted|am)\s.*\d.*$/i;
const NOBODY = /^(?:admin|https?:)/i;
const JOINT = /\s*(?:;|,|&|\/)\s*|\s+(?:and|und|et|y|e|og|och|en|и)\s+/i;
/** Two to four words that begin with capitals. */
const NAME =
  /^\p{Lu}[\p{L}\p{M}.'’-]*(?:\s+(?:\p{Lu}[\p{L}\p{M}.'’-]*|de|da|del|van|von|bin|al|der|la|le)){1,4}$/u;

/** Who wrote the article, each name once; several in one line are parted where every part is a name. */
export function findAuthors(facts: PageFacts, linked: LinkedArticle): Found<string[]> | null {
  const places: (readonly [from: string, names: readonly string[]])[] = [
    ["json-ld author", linked.authors.flatMap(({ name }) => name ?? [])],
    metaAuthor(facts),
    ["microdata author", facts.microdata.get("author") ?? []],
    ["rel=author", facts.authorLinks.filter(Boolean).slice(0, MOST_LINKS)],
    ["class", bestByline(facts)],
  ];
  for (const [from, names] of places) {
    const value = [...new Set(names.map(cleanName).filter(Boolean).flatMap(partNames))].slice(0, MAX_AUTHORS);
    if (value.length > 0) return { value, from };
  }
  return null;
}

function metaAuthor({ metas }: PageFacts): readonly [string, readonly string[]] {
  for (const name of METAS) {
    const first = metas.get(name)?.find((value) => !ADDRESS.test(value));
    if (first !== undefined) return [`meta ${name}`, [first]];
  }
  return ["meta", []];
}

const bestByline = ({ bylines }: PageFacts): string[] => {
  const best = bylines.find(({ isName }) => isName) ?? bylines[0];
  return best ? [best.text] : [];
};

function cleanName(line: string): string {
  const name = oneLine(oneLine(line).replace(BY, "").replace(DATE_BEHIND, ""));
  return name.length > LONGEST || NOBODY.test(name) ? "" : name;
}

function partNames(line: string): string[] {
  const parts = line.split(JOINT).filter(Boolean);
  return parts.length > 1 && parts.every((part) => NAME.test(part)) ? parts : [line];
}
