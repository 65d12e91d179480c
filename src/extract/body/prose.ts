import type { PageElement } from "../page/page-element.ts";
import { walkPage } from "../page/walk-page.ts";
import type { Block } from "./block.ts";

/** How much prose is in each element, whatever level it is on; the page's own is all of it. */
export type Prose = ReadonlyMap<PageElement, number>;

export function proseByElement(page: PageElement, blocks: readonly Block[]): Prose {
  const prose = new Map<PageElement, number>();
  const add = (element: PageElement, weight: number): void => {
    prose.set(element, (prose.get(element) ?? 0) + weight);
  };
  for (const { element, weight } of blocks) if (weight > 0) add(element, weight);
  walkPage(page, {
    enter: () => true,
    leave(element) {
      const own = prose.get(element);
      if (own !== undefined && element.parent) add(element.parent, own);
    },
  });
  return prose;
}
