import type { PageElement, PageNode } from "./page-element.ts";

const NOT_READ = new Set(["script", "style", "template"]);

/** Text in an element as one line, up to so many characters. */
export function elementText(element: PageElement, most: number): string {
  let text = "";
  const rest: PageNode[] = [element];
  // Runs of space are cut only afterwards.
  for (let node = rest.pop(); node !== undefined && text.length < most * 3; node = rest.pop()) {
    if (typeof node === "string") text += node;
    else if (!NOT_READ.has(node.name))
      for (let at = node.children.length - 1; at >= 0; at--) rest.push(node.children[at] ?? "");
  }
  return oneLine(text.slice(0, most * 3)).slice(0, most);
}

export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
