import { type Found, firstFound, firstMeta } from "./found.ts";
import type { LinkedArticle } from "./json-ld.ts";
import type { PageFacts } from "./page-facts.ts";

/** The section of the site that the article stands in. */
export const findSection = ({ metas }: PageFacts, { section }: LinkedArticle): Found<string> | null =>
  firstFound([
    ["json-ld articleSection", section],
    firstMeta(metas, [
      "article:section",
      "parsely-section",
      "section",
      "cxenseparse:recs:category",
      "sailthru.section",
      "category",
      "dc.subject",
    ]),
  ]);

/** The language that the page declares, as it stands there; whether its text is in it, normalizing finds out. */
export const findLang = ({ lang, metas }: PageFacts, linked: LinkedArticle): Found<string> | null =>
  firstFound([
    ["html lang", lang],
    firstMeta(metas, ["content-language", "og:locale", "language", "dc.language"]),
    ["json-ld inLanguage", linked.lang],
  ]);
