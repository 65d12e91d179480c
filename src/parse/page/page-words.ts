import { type AnyNode, type Element, isTag, isText } from "domhandler";

/** Characters that are read of an element: more are no headline and no summary. */
const MAX_LENGTH = 20_000;
/** Their content is not shown, or is not the text. */
const UNSEEN = new Set(["script", "style", "noscript", "template"]);

/** The words that an element shows, on one line. */
export function wordsOf(element: Element): string {
  const parts: string[] = [];
  let length = 0;
  let node: AnyNode | null = element;
  while (node !== null && length < MAX_LENGTH) {
    const isSeen: boolean = !isTag(node) || !UNSEEN.has(node.name);
    if (isText(node)) {
      parts.push(node.data.slice(0, MAX_LENGTH));
      length += node.data.length;
    } else if (isTag(node)) parts.push(SEPARATE.has(node.name) ? " " : "");
    node = isSeen && isTag(node) && node.firstChild ? node.firstChild : nextAfter(node, element);
  }
  return parts.join("").slice(0, MAX_LENGTH).replace(/\s+/g, " ").trim().toWellFormed();
}

/** Words on either side of them are apart, though nothing stands between. */
const SEPARATE = new Set(["br", "div", "dd", "dt", "h1", "h2", "h3", "h4", "li", "p", "td", "th", "tr"]);

/** The next node in the document's order that is not inside of this one. */
function nextAfter(node: AnyNode, root: Element): AnyNode | null {
  let at: AnyNode = node;
  while (at !== root && at.nextSibling === null && at.parent !== null) at = at.parent;
  return at === root ? null : at.nextSibling;
}
