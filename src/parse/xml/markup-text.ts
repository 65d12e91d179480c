import { escapeAttribute, escapeText } from "./escape.ts";
import { isDeclaration } from "./namespaces.ts";
import type { Attributes } from "./xml-element.ts";

/** Elements that have no end tag in HTML. */
const VOID = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "source",
  "track",
  "wbr",
]);

/** A text element that is being read: what is said in it, and markup that stands in it as elements, in their order. */
export class MarkupText {
  /** What was said so far, as long as there is no markup. */
  text = "";
  /** The same and everything after it as HTML, from the first markup on. */
  html: string | null = null;
  private readonly open: { rawName: string; tag: string }[] = [];

  get depth(): number {
    return this.open.length;
  }

  said(text: string): void {
    if (this.html === null) this.text += text;
    else this.html += escapeText(text);
  }

  opened(rawName: string, attributes: Attributes): void {
    const tag = rawName.slice(rawName.indexOf(":") + 1);
    this.html ??= escapeText(this.text);
    this.html += `<${tag}`;
    for (const [key, value] of Object.entries(attributes)) {
      if (!isDeclaration(key)) this.html += ` ${key}="${escapeAttribute(value)}"`;
    }
    this.html += ">";
    this.open.push({ rawName, tag });
  }

  /** Closes an element and all that is still open in it. Returns whether there is one of this name. */
  closed(rawName: string): boolean {
    const at = this.open.findLastIndex((element) => element.rawName === rawName);
    if (at === -1) return false;
    for (const { tag } of this.open.splice(at).toReversed()) {
      if (!VOID.has(tag)) this.html += `</${tag}>`;
    }
    return true;
  }
}
