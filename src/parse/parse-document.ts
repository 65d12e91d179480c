import { ParseError } from "../errors.ts";
import type { PageSelectors, ParsedDocument } from "../model.ts";
import { decodeText } from "../encoding/decode-text.ts";
import type { DocumentText } from "../encoding/document-text.ts";
import { declaredInHtml } from "../encoding/declared-encoding.ts";
import { parsePageFeed } from "./page/page-feed.ts";
import { parseJsonFeed } from "./json-feed.ts";
import { parseXmlFeed } from "./xml-feed.ts";

export interface DocumentSource {
  body: Buffer;
  contentType: string | null;
  /** Address of the document; `null` for a file. */
  url: string | null;
}

export interface ParseOptions {
  /** IANA zone of times that name none; `null` for UTC. */
  zone: string | null;
  /** For a document that is an HTML page; `null`: its bytes decide what it is. */
  page: PageSelectors | null;
}

/**
 * Bytes to entries. The bytes decide what the document is, unless the operator says that it is a page: servers give
 * feeds any Content-Type.
 *
 * @throws ParseError
 */
export async function parseDocument(
  { body, contentType, url }: DocumentSource,
  { zone, page }: ParseOptions = { zone: null, page: null },
): Promise<ParsedDocument> {
  if (page !== null) {
    const { text, ...decoding } = decodeText(body, contentType, declaredInHtml);
    return { ...parsePageFeed(text, page, url, zone), ...decoding };
  }
  const { text, ...decoding } = decodeText(body, contentType);
  const start = firstCharacter(text);
  if (start === null) throw new ParseError("PARSE_EMPTY", "The document is empty");
  const content = /[[{]/.test(start)
    ? parseJsonFeed(text.whole(), url, zone)
    : await parseXmlFeed(text, url, zone);
  return { ...content, ...decoding };
}

function firstCharacter(text: DocumentText): string | null {
  for (const piece of text.pieces()) {
    const [character] = piece.trimStart();
    if (character !== undefined) return character;
  }
  return null;
}
