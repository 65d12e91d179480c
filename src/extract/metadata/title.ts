import { oneLine } from "../page/element-text.ts";
import { plainWords } from "../page/plain-words.ts";
import { type Found, firstFound, firstMeta } from "./found.ts";
import type { LinkedArticle } from "./json-ld.ts";
import type { PageFacts } from "./page-facts.ts";

/** Letters of a heading that can be the part of a title that counts, and its part of the title. */
const SHORTEST_HEADING = 12;
const HEADING_SHARE = 0.4;
const SITE_BEHIND = /^(.{15,}?)\s+[|–—\-:»·]\s+([^|–—»·]{2,40})$/;
const MOST_WORDS_OF_A_SITE = 4;

/** The article's title, without the site's name behind it. */
export function findTitle(facts: PageFacts, { headline }: LinkedArticle): Found<string> | null {
  const { metas, microdata, headings, title } = facts;
  const found = firstFound([
    ["json-ld headline", headline],
    firstMeta(metas, ["og:title", "twitter:title"]),
    ["microdata headline", microdata.get("headline")?.[0]],
    ["h1", headings.length === 1 ? headings[0] : null],
    ["title", title],
  ]);
  return found && withoutSite(found, headings);
}

function withoutSite({ value, from }: Found<string>, headings: readonly string[]): Found<string> {
  const title = oneLine(value);
  const words = plainWords(title);
  const isHeading = headings.some((heading) => plainWords(heading) === words);
  for (const heading of headings) {
    const own = plainWords(heading);
    const isPart = own !== words && (words.startsWith(own) || words.endsWith(own));
    if (isPart && own.length > SHORTEST_HEADING && own.length >= words.length * HEADING_SHARE)
      return { value: heading, from: "h1" };
  }
  const [, before, site] = SITE_BEHIND.exec(title) ?? [];
  const isSite = site !== undefined && site.split(" ").length <= MOST_WORDS_OF_A_SITE && !isHeading;
  return { value: isSite && before !== undefined ? before.trim() : title, from };
}
