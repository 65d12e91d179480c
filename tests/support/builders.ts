import { expect } from "vitest";
import type { ParsedDocument } from "../../src/model.ts";
import { parseDocument } from "../../src/parse/parse-document.ts";

/** Message of the error that a function must throw. */
export function messageOf(run: () => unknown, type: new (...args: never[]) => Error): string {
  let result: unknown;
  try {
    result = run();
  } catch (error) {
    expect(error).toBeInstanceOf(type);
    return (error as Error).message;
  }
  throw new Error(`expected ${type.name}, got ${JSON.stringify(result)}`);
}

export const FEED_URL = "https://site.example/feed.xml";

/** Reads a document as if it had come from FEED_URL. */
export async function parse(
  body: string | Buffer,
  contentType: string | null = null,
): Promise<ParsedDocument> {
  return parseDocument({ body: Buffer.from(body as string), contentType, url: FEED_URL });
}

/** An RSS 2.0 document with the usual namespaces, with this XML in its channel. */
export function rssChannel(inner: string): string {
  return `<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dcterms="http://purl.org/dc/terms/">
<channel>${inner}</channel></rss>`;
}

export const rssItem = (inner: string): string => rssChannel(`<item>${inner}</item>`);

export const atomFeed = (inner: string): string =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${inner}</feed>`;

export const atomEntry = (inner: string): string => atomFeed(`<entry>${inner}</entry>`);
