import { FetchError } from "./errors.ts";
import type { Fetcher, FetchResult, OwnRequest } from "./fetch/fetch-document.ts";
import type { FetchedDocument } from "./model.ts";
import { partsOf } from "./parse/sitemap/parts-of.ts";
import type { KnownDocument } from "./registry/known-document.ts";

/**
 * What a feed consists of now: mostly one document; the pages of two periods around the turn of a month; an index of
 * sitemaps, with those that changed last.
 */
export interface PolledDocuments {
  /** Holds its place in the fetcher for all of them. */
  first: FetchResult;
  further: FetchedDocument[];
}

/**
 * Gets the documents of a feed. One that does not exist is left out where there are others: the page of a new month is
 * made with its first entry.
 *
 * @param addresses the one that matters most first
 * @param known of the document at a single address; several are asked for in full
 * @throws FetchError, NotNowError, ParseError where an index cannot be read
 */
export async function fetchDocuments(
  addresses: readonly [string, ...string[]],
  known: KnownDocument | null,
  fetcher: Fetcher,
  signal: AbortSignal,
  own: OwnRequest | null,
): Promise<PolledDocuments> {
  const [address, ...others] = addresses;
  const [next, ...rest] = others;
  let first: FetchResult;
  try {
    first = await fetcher.fetch(address, next === undefined ? known : null, signal, own);
  } catch (error) {
    if (next === undefined || !isMissing(error)) throw error;
    return fetchDocuments([next, ...rest], null, fetcher, signal, own);
  }
  try {
    const parts = first.kind === "document" ? await partsOf(first.document) : [];
    return { first, further: await fetchFurther([...others, ...parts], first) };
  } catch (error) {
    first[Symbol.dispose]();
    throw error;
  }
}

async function fetchFurther(addresses: readonly string[], first: FetchResult): Promise<FetchedDocument[]> {
  const documents: FetchedDocument[] = [];
  for (const address of addresses) {
    try {
      documents.push(await first.also(address));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return documents;
}

const isMissing = (error: unknown): boolean =>
  error instanceof FetchError && (error.status === 404 || error.status === 410);
