import type { PageLine } from "../../article.ts";
import type { Block } from "../body/block.ts";
import type { Body } from "../body/find-body.ts";
import { webAddress } from "../metadata/addresses.ts";
import { elementText } from "../page/element-text.ts";
import { attributeOf, isIn } from "../page/page-element.ts";

/** Lines: a notice stands before the first paragraph, or behind the last. */
const OPENING = { before: 3, inside: 6 };
const CLOSING = { inside: 6, behind: 12 };
const LONGEST = 1_000;
const MOST_LINKS = 10;
/** Elements that hold all of a page, or stand for all of it. */
const WHOLE_PAGE = new Set(["#page", "html", "body"]);

/** The first and the last lines of an article with their links, and what stands around them in the same part of the page. */
export function readEdges(
  { lines, text, container }: Body,
  url: string,
): { opening: PageLine[]; closing: PageLine[] } {
  const [first, last] = [text[0], text.at(-1)];
  if (!first || !last) return { opening: [], closing: [] };
  const part = container.parent && !WHOLE_PAGE.has(container.parent.name) ? container.parent : container;
  const isInPart = ({ element }: Block): boolean => isIn(element, part);
  const opening = lines.slice(Math.max(0, first.at - OPENING.before), first.at + OPENING.inside);
  const closing = lines.slice(Math.max(first.at, last.at - CLOSING.inside + 1), last.at + 1 + CLOSING.behind);
  const asLine = (block: Block): PageLine => lineOf(block, url);
  return { opening: opening.filter(isInPart).map(asLine), closing: closing.filter(isInPart).map(asLine) };
}

function lineOf({ text, links }: Block, url: string): PageLine {
  return {
    text: text.slice(0, LONGEST),
    links: links.slice(0, MOST_LINKS).flatMap((link) => {
      const address = webAddress(attributeOf(link, "href"), url);
      return address ? [{ text: elementText(link, LONGEST), url: address.href }] : [];
    }),
  };
}
