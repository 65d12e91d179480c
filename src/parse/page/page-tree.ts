import type { Document, Element } from "domhandler";
import { DomHandler, Parser } from "htmlparser2";
import type { DocumentText } from "../../encoding/document-text.ts";
import { tooComplex } from "../limits.ts";

/** Elements that nobody closes count too: old pages have many of them. */
const MAX_DEPTH = 256;
/** A listing of some thousand entries with ten elements each has fewer. */
const MAX_ELEMENTS = 100_000;
/** Selectors that count siblings look at all of them for each. */
const MAX_CHILDREN = 10_000;
const MAX_ATTRIBUTES = 256;

/**
 * The tree of an HTML page, read as forgivingly as browsers do.
 *
 * @throws ParseError PARSE_TOO_COMPLEX
 */
export function pageTree(text: DocumentText): Document {
  const handler = new BoundedHandler();
  const parser = new Parser(handler, { decodeEntities: true });
  for (const piece of text.pieces()) parser.write(piece);
  parser.end();
  return handler.root;
}

/** Refuses what would take long to search before it is built. */
class BoundedHandler extends DomHandler {
  private depth = 0;
  private elements = 0;

  override onopentag(name: string, attributes: Record<string, string>): void {
    if (++this.elements > MAX_ELEMENTS) throw tooComplex(`more than ${MAX_ELEMENTS} elements`);
    if (++this.depth > MAX_DEPTH) throw tooComplex(`elements nested deeper than ${MAX_DEPTH}`);
    if (Object.keys(attributes).length > MAX_ATTRIBUTES)
      throw tooComplex(`an element with more than ${MAX_ATTRIBUTES} attributes`);
    super.onopentag(name, attributes);
    const siblings = (this.tagStack.at(-2) as Element | undefined)?.children.length ?? 0;
    if (siblings > MAX_CHILDREN) throw tooComplex(`an element with more than ${MAX_CHILDREN} children`);
  }

  override onclosetag(): void {
    this.depth--;
    super.onclosetag();
  }
}
