import { escapeText } from "./escape.ts";
import type { MarkupText } from "./markup-text.ts";
import type { XmlElement } from "./xml-element.ts";

/**
 * The content of a text element as HTML, whatever way it was written in: markup as elements, as escaped text (the way of
 * RSS), by Atom's `type` (RFC 4287, 3.1.1 and 4.1.3.3), or by Atom 0.3's `mode`.
 */
export function textAsHtml(content: MarkupText, name: string, element: XmlElement, isAtom: boolean): string {
  const type = element.attribute("type") ?? "text";
  if (content.html !== null) {
    const html = content.html.trim();
    const isWrapped = isAtom || type === "xhtml";
    return isWrapped ? (/^<div[^>]*>([\s\S]*)<\/div>$/.exec(html)?.[1] ?? html) : html;
  }
  const { text } = content;
  if (!isAtom) return text;
  const mode = element.attribute("mode");
  if (mode === "base64" || type === "application/octet-stream") return fromBase64(text);
  if (name === "content" && isBinary(type)) return "";
  if (mode === "escaped" || /html|\bhtm\b/i.test(type)) return text;
  return escapeText(text);
}

/** A media type that is neither text nor XML is Base64 (RFC 4287, 4.1.3.3); JSON is written as it is all the same. */
const isBinary = (type: string): boolean =>
  type.includes("/") && !/^text\/|[/+](?:xml|json)\b|html/i.test(type);

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}
