import type { PageClues } from "../../article.ts";
import type { Block } from "../body/block.ts";
import { plainWords } from "../page/plain-words.ts";

/** Characters; what is longer above an article is no label. */
const LONGEST = 200;
/** Lines before the headline, or before the text where there is no headline. */
const BEFORE = 12;
const MOST = 30;
/** Menus: nearly all of them is in links, and there is more than one. */
const MENU = { share: 0.7, links: 2 };

/** The labels above an article's text, the nearest to it, and which of them is its headline. */
export function readHead(
  lines: readonly Block[],
  textStart: number,
  title: string | null,
): Pick<PageClues, "head" | "headline"> {
  const above = lines.filter(
    ({ at, text, links, linkShare }) =>
      at < textStart && text.length <= LONGEST && !(linkShare > MENU.share && links.length >= MENU.links),
  );
  const words = plainWords(title ?? "");
  const headline = words === "" ? -1 : above.findLastIndex(({ text }) => plainWords(text) === words);
  const start = Math.max(0, (headline < 0 ? above.length : headline) - BEFORE);
  const head = above.slice(start, start + MOST).map(({ text }) => text);
  return { head, headline: headline < 0 ? -1 : headline - start };
}
