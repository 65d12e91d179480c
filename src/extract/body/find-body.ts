import { isIn, type PageElement } from "../page/page-element.ts";
import type { Block } from "./block.ts";
import { dropLines } from "./drop-lines.ts";
import { findContainer } from "./find-container.ts";
import { findAround, misnamed } from "./prune.ts";
import { readBlocks } from "./read-blocks.ts";
import { trimEnds } from "./trim-ends.ts";

/** Lines of an article; the longest transcripts have some thousands. */
const MAX_LINES = 5_000;
/** Prose beside what calls itself something else; a page with less was named by somebody with other words. */
const LEAST_PROSE = 150;

/** Where the article is on a page. */
export interface Body {
  /** Every line of the page. */
  lines: readonly Block[];
  /** The element that holds the article. */
  container: PageElement;
  /** The article's lines. */
  text: readonly Block[];
}

/**
 * Finds the lines of a page's article: in the element that holds nearly all of the prose, without what says that it is
 * something else, and without short lines at the ends.
 *
 * @param title the article's, which is not part of its text
 */
export function findBody(page: PageElement, title: string | null): Body {
  const around = findAround(page);
  let lines = readBlocks(page, around);
  const wrong = misnamed(around, page, lines);
  for (const element of wrong) around.delete(element);
  if (wrong.length > 0) lines = readBlocks(page, around);
  const prose = lines.reduce(
    (sum, { weight, isRejected }) => sum + (isRejected ? 0 : Math.max(0, weight)),
    0,
  );
  const candidates = prose >= LEAST_PROSE ? lines.filter(({ isRejected }) => !isRejected) : lines;
  const container = findContainer(page, candidates);
  const inside = candidates.filter(({ element }) => isIn(element, container)).slice(0, MAX_LINES);
  return { lines, container, text: trimEnds(dropLines(inside, title)) };
}
