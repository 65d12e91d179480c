/** Elements whose content is a text, so that markup in them belongs to it instead of being structure. */
const ATOM_TEXTS = new Set([
  "title",
  "subtitle",
  "summary",
  "content",
  "rights",
  "tagline",
  "info",
  "copyright",
]);
const OTHER_TEXTS = new Set([
  "title",
  "description",
  "content:encoded",
  "xhtml:body",
  "xhtml:div",
  "body",
  "fullitem",
  "abstract",
  "summary",
  "itunes:summary",
  "media:description",
  "media:title",
  "dc:description",
  "dc:title",
]);

export function holdsText(name: string, isAtom: boolean): boolean {
  return (
    (isAtom ? ATOM_TEXTS : OTHER_TEXTS).has(name) || (isAtom && OTHER_TEXTS.has(name) && name.includes(":"))
  );
}

/** A piece of a text in its document order: written text, or markup that is one already. */
export interface TextPart {
  text: string;
  isMarkup: boolean;
}

/**
 * The content of a text element as HTML, whatever way it was written in: markup as elements (kept in order), as escaped
 * text (the way of RSS), by Atom's `type` (RFC 4287, 3.1.1 and 4.1.3.3), or by Atom 0.3's `mode`.
 */
export function textAsHtml(
  parts: readonly TextPart[],
  name: string,
  attributes: Readonly<Record<string, string>> | undefined,
  isAtom: boolean,
): string {
  const text = parts.map((part) => part.text).join("");
  if (parts.some(({ isMarkup }) => isMarkup)) {
    const html = parts
      .map((part) => (part.isMarkup ? part.text : escapeText(part.text)))
      .join("")
      .trim();
    const isWrapped = isAtom || attributes?.["type"] === "xhtml";
    return isWrapped ? (/^<div[^>]*>([\s\S]*)<\/div>$/.exec(html)?.[1] ?? html) : html;
  }
  if (!isAtom) return text;
  const { type = "text", mode } = attributes ?? {};
  if (mode === "base64" || type === "application/octet-stream") return fromBase64(text);
  if (name === "content" && isBinary(type)) return "";
  if (mode === "escaped" || /html|\bhtm\b/i.test(type)) return text;
  return escapeText(text);
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;");
}

/** A media type that is neither text nor XML is Base64 (RFC 4287, 4.1.3.3). */
const isBinary = (type: string): boolean => type.includes("/") && !/^text\/|[/+]xml\b|html/i.test(type);

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}
