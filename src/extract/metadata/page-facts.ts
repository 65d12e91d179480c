import { MAX_JSON_LD, MAX_VALUE } from "../limits.ts";
import { elementText, firstNodes, oneLine } from "../page/element-text.ts";
import { attributeOf, hintsOf, type PageElement } from "../page/page-element.ts";
import { walkPage } from "../page/walk-page.ts";

/** What a page says about its article in the places meant for it, as it stands there. Every list is bounded. */
export interface PageFacts {
  /** Contents of `<meta>` by name, property or `http-equiv` in lower case, those of `itemprop` with `itemprop:` before it. */
  metas: ReadonlyMap<string, readonly string[]>;
  /** The `<link rel=canonical>`. */
  canonical: string | null;
  /** The `lang` of `<html>`. */
  lang: string | null;
  /** The `<title>`. */
  title: string | null;
  headings: readonly string[];
  jsonLd: readonly string[];
  /** Of microdata (HTML, 5): values by name. */
  microdata: ReadonlyMap<string, readonly string[]>;
  times: readonly { text: string; isPublication: boolean }[];
  /** Texts of links with `rel=author`. */
  authorLinks: readonly string[];
  /** Texts of elements that call themselves a byline. */
  bylines: readonly { text: string; isName: boolean }[];
  /** Texts of elements that call themselves a date. */
  dateLines: readonly string[];
  /** The first texts with a year in them. */
  early: readonly string[];
}

const MICRODATA = new Set(["author", "datemodified", "datepublished", "headline"]);
const IS_BYLINE =
  /(?:^|[\s_-])(?:byline|author|authors|c-byline|writer|article-author|author-?name|autor\w*|redactor)(?=$|[\s_-])/i;
const IS_NO_BYLINE = /comment|bio|avatar|img|image|box/i;
const IS_DATE = /date|time|publish|posted|datum|fecha|data/i;
const IS_NO_DATE = /update|modif|comment|related|database|datab/i;
const IS_PUBLICATION = /publi|entry-date|created|posted/i;
const HINT = 300;

const MOST = {
  values: 20,
  headings: 5,
  scripts: 30,
  times: 20,
  links: 10,
  bylines: 6,
  dateLines: 8,
  early: 150,
};

/** Collects all of them in one walk. */
export function readFacts(page: PageElement): PageFacts {
  const metas = new Map<string, string[]>();
  const microdata = new Map<string, string[]>();
  const found = {
    canonical: null as string | null,
    lang: null as string | null,
    title: null as string | null,
    headings: [] as string[],
    jsonLd: [] as string[],
    times: [] as { text: string; isPublication: boolean }[],
    authorLinks: [] as string[],
    bylines: [] as { text: string; isName: boolean }[],
    dateLines: [] as string[],
    early: [] as string[],
  };
  let jsonLdSize = 0;

  const byElement: Record<string, (element: PageElement) => void> = {
    html(element) {
      found.lang ??= attributeOf(element, "lang") || attributeOf(element, "xml:lang") || null;
    },
    meta(element) {
      const property = attributeOf(element, "itemprop");
      const name =
        attributeOf(element, "property") ||
        attributeOf(element, "name") ||
        attributeOf(element, "http-equiv") ||
        (property && `itemprop:${property}`);
      add(metas, name.trim().toLowerCase(), attributeOf(element, "content"));
    },
    link(element) {
      if (hasRelation(element, "canonical")) found.canonical ??= attributeOf(element, "href") || null;
    },
    title(element) {
      found.title ??= elementText(element, MAX_VALUE) || null;
    },
    h1(element) {
      if (found.headings.length < MOST.headings) found.headings.push(elementText(element, MAX_VALUE));
    },
    time(element) {
      if (found.times.length >= MOST.times) return;
      const isPublication =
        element.attributes.has("pubdate") ||
        IS_PUBLICATION.test(attributeOf(element, "class") + attributeOf(element, "itemprop"));
      found.times.push({ text: attributeOf(element, "datetime") || elementText(element, 80), isPublication });
    },
    a(element) {
      if (hasRelation(element, "author") && found.authorLinks.length < MOST.links)
        found.authorLinks.push(elementText(element, 100));
    },
    script(element) {
      if (!/ld\+json/i.test(attributeOf(element, "type")) || found.jsonLd.length >= MOST.scripts) return;
      const text = element.children.filter((child) => typeof child === "string").join("");
      jsonLdSize += text.length;
      if (jsonLdSize <= MAX_JSON_LD) found.jsonLd.push(text);
    },
  };

  function readMicrodata(element: PageElement): void {
    const name = attributeOf(element, "itemprop").toLowerCase();
    if (!MICRODATA.has(name)) return;
    const stated = attributeOf(element, "content") || attributeOf(element, "datetime");
    const value = name === "author" ? stated || namePart(element) : stated;
    add(microdata, name, value || elementText(element, 200));
  }

  function readHints(element: PageElement): void {
    const hints = hintsOf(element);
    if (hints === "" || hints.length > HINT) return;
    if (found.bylines.length < MOST.bylines && IS_BYLINE.test(hints) && !IS_NO_BYLINE.test(hints)) {
      const text = elementText(element, 160);
      if (text) found.bylines.push({ text, isName: /name/i.test(hints) });
    }
    if (found.dateLines.length < MOST.dateLines && IS_DATE.test(hints) && !IS_NO_DATE.test(hints)) {
      const text = elementText(element, 120);
      if (/\d/.test(text)) found.dateLines.push(text);
    }
  }

  walkPage(page, {
    enter(element) {
      byElement[element.name]?.(element);
      if (element.name === "script" || element.name === "style" || element.name === "svg") return false;
      if (element.attributes.size > 0 && element.name !== "meta") {
        readMicrodata(element);
        readHints(element);
      }
      return true;
    },
    text(said) {
      if (found.early.length >= MOST.early || said.length > 1_000) return;
      const text = oneLine(said);
      if (text.length > 5 && text.length < 120 && /(?:19|20)\d\d/.test(text)) found.early.push(text);
    },
  });
  return { metas, microdata, ...found };
}

function add(values: Map<string, string[]>, name: string, value: string): void {
  const text = value.length > MAX_VALUE ? "" : value.trim();
  if (name === "" || text === "") return;
  const known = values.get(name);
  if (!known) values.set(name, [text]);
  else if (known.length < MOST.values) known.push(text);
}

const hasRelation = (element: PageElement, relation: string): boolean =>
  attributeOf(element, "rel").toLowerCase().split(/\s+/).includes(relation);

/** A person in microdata has a name among other things. */
function namePart(element: PageElement): string {
  for (const part of firstNodes(element)) {
    if (typeof part === "string" || attributeOf(part, "itemprop").toLowerCase() !== "name") continue;
    const name = attributeOf(part, "content") || elementText(part, 120);
    if (name !== "") return name;
  }
  return "";
}
