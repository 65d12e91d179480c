import { ParseError } from "../../errors.ts";
import { tooComplex } from "../limits.ts";
import { type DocumentSource, parseDocument } from "../parse-document.ts";

/** Bytes in which a document says what it is. */
const HEAD = 2_048;
/** Bytes of an index: about ten thousand sitemaps. */
const MAX_INDEX = 1024 * 1024;

/**
 * Addresses of further documents that hold the entries of this one: none, unless it is a sitemap index.
 *
 * @throws ParseError
 */
export async function partsOf(document: DocumentSource): Promise<string[]> {
  const head = document.body.subarray(0, HEAD).toString("latin1");
  if (!/<(?:[\w.-]{1,40}:)?sitemapindex[\s>]/i.test(head)) return [];
  if (document.body.length > MAX_INDEX) throw tooComplex(`a sitemap index of more than ${MAX_INDEX} bytes`);
  const { parts } = await parseDocument(document);
  if (parts.length === 0)
    throw new ParseError("PARSE_NO_ENTRIES", "The sitemap index names no sitemap of its own site");
  return parts;
}
