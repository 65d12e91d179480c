import type { PageElement } from "./page-element.ts";

export interface Visitor {
  /** @returns false to pass over what is in the element; then it is not left either */
  enter: (element: PageElement) => boolean;
  text?: (text: string) => void;
  leave?: (element: PageElement) => void;
}

/** Visits everything in an element in the order of the page, without a call a level: pages nest as deep as they like. */
export function walkPage(start: PageElement, { enter, text, leave }: Visitor): void {
  const places: { element: PageElement; next: number }[] = [{ element: start, next: 0 }];
  for (let place = places.at(-1); place; place = places.at(-1)) {
    const child = place.element.children[place.next++];
    if (child === undefined) {
      places.pop();
      if (places.length > 0) leave?.(place.element);
    } else if (typeof child === "string") {
      text?.(child);
    } else if (enter(child)) {
      places.push({ element: child, next: 0 });
    }
  }
}
