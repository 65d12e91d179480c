import type { PageElement } from "../page/page-element.ts";
import { walkPage } from "../page/walk-page.ts";
import type { Block } from "./block.ts";
import { isAround, isNeverTheArticle } from "./class-hints.ts";
import { proseByElement } from "./prose.ts";
import { NOT_TEXT } from "./tags.ts";

/** Part of all prose: no page has most of it around its article. */
const MOST = 0.5;

/** The elements that say of themselves that they are no part of an article. */
export function findAround(page: PageElement): Set<PageElement> {
  const around = new Set<PageElement>();
  walkPage(page, {
    enter(element) {
      if (NOT_TEXT.has(element.name)) return false;
      if (isAround(element)) around.add(element);
      return true;
    },
  });
  return around;
}

/**
 * Those of them that hold most of a page's prose, and so are its article whatever they are called. Comments are not,
 * however many there are.
 */
export function misnamed(
  around: ReadonlySet<PageElement>,
  page: PageElement,
  blocks: readonly Block[],
): PageElement[] {
  const prose = proseByElement(page, blocks);
  const least = (prose.get(page) ?? 0) * MOST;
  return [...around].filter((element) => (prose.get(element) ?? 0) > least && !isNeverTheArticle(element));
}
