import { ParseError } from "../errors.ts";
import type { ParsedDocument } from "../model.ts";
import { decodeText } from "./decode-text.ts";
import { parseJsonFeed } from "./json-feed.ts";
import { parseXmlFeed } from "./xml-feed.ts";

/** The largest real feeds have some thousands. */
const MAX_ENTRIES = 10_000;

export interface DocumentSource {
  body: Buffer;
  contentType: string | null;
  /** Address of the document; `null` for a file. */
  url: string | null;
}

/**
 * Bytes to entries. The bytes decide what the document is: servers give feeds any Content-Type.
 *
 * @throws ParseError
 */
export async function parseDocument({ body, contentType, url }: DocumentSource): Promise<ParsedDocument> {
  const { text, encoding } = decodeText(body, contentType);
  const start = /\S/.exec(text)?.[0];
  if (start === undefined) throw new ParseError("PARSE_EMPTY", "The document is empty");
  const parsed =
    start === "{" || start === "[" ? parseJsonFeed(text, url) : await parseXmlFeed(text.trimStart(), url);
  if (parsed.entries.length > MAX_ENTRIES) {
    throw new ParseError(
      "PARSE_TOO_COMPLEX",
      `The document is too complex: more than ${MAX_ENTRIES} entries`,
    );
  }
  return { ...parsed, encoding };
}
