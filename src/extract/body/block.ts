import type { PageElement } from "../page/page-element.ts";

/** A line of a page: text that stands between two borders of blocks. */
export interface Block {
  text: string;
  /** Length in characters of a Latin script; a Chinese character says as much as two and a half. */
  size: number;
  /** Part of the text that is in links, 0 to 1. */
  linkShare: number;
  links: readonly PageElement[];
  /** The innermost block element that it stands in. */
  element: PageElement;
  /** Place in the page. */
  at: number;
  /** Whether it stands in something that calls itself no part of an article. */
  isRejected: boolean;
  /** How much speaks for its being the text of an article; below 0: against. */
  weight: number;
}

/** A line and the kind of element that it is in, which most rules ask for. */
export const kindOf = (block: Block): string => block.element.name;
