/** An element of a page, with what is in it: other elements, and text. */
export interface PageElement {
  /** In lower case; `#page` for the page itself. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly parent: PageElement | null;
  readonly children: readonly PageNode[];
}

export type PageNode = PageElement | string;

export const attributeOf = (element: PageElement, name: string): string => element.attributes.get(name) ?? "";

/** What an element is called by its author: its classes and its id, which mean something to people only. */
export const hintsOf = (element: PageElement): string =>
  `${attributeOf(element, "class")} ${attributeOf(element, "id")}`.trim();

/** Whether an element is another one, or stands in it, on whatever level. */
export function isIn(element: PageElement, container: PageElement): boolean {
  for (let at: PageElement | null = element; at; at = at.parent) if (at === container) return true;
  return false;
}
