import type { PageElement, PageNode } from "./page-element.ts";

const NOT_READ = new Set(["script", "style", "template"]);
/**
 * Elements and texts that are looked at for one value. Elements that call themselves the same may stand in each other: each
 * would read all that is in the next.
 */
const MAX_VISITS = 2_000;

/** Text in an element as one line, up to so many characters. */
export function elementText(element: PageElement, most: number): string {
  let text = "";
  for (const node of firstNodes(element)) {
    if (typeof node === "string") text += node;
    // Runs of space are cut only afterwards.
    if (text.length >= most * 3) break;
  }
  return oneLine(text.slice(0, most * 3)).slice(0, most);
}

/** What is in an element, in the order of the page, as far as it is worth looking for one value. */
export function* firstNodes(start: PageElement): Generator<PageNode> {
  const places: { children: readonly PageNode[]; next: number }[] = [{ children: start.children, next: 0 }];
  for (let visits = 0; visits < MAX_VISITS; visits++) {
    const place = places.at(-1);
    if (!place) return;
    const node = place.children[place.next++];
    if (node === undefined) {
      places.pop();
      continue;
    }
    yield node;
    if (typeof node !== "string" && !NOT_READ.has(node.name))
      places.push({ children: node.children, next: 0 });
  }
}

export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
