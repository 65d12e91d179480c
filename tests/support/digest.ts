import type { Item } from "../../src/item.ts";
import { canonicalUrl } from "../../src/normalize/address/canonical-url.ts";
import { normalizeEntry } from "../../src/normalize/normalize-entry.ts";
import { parseDocument } from "../../src/parse/parse-document.ts";

const FEED_URL = "https://site.example/feed.xml";

/** What becomes of a document's bytes before anything is compared or stored: every item that it holds. */
export async function digest(body: Buffer | string, contentType: string | null = null): Promise<Item[]> {
  const document = await parseDocument({ body: Buffer.from(body as string), contentType, url: FEED_URL });
  return document.entries.map((entry, at) =>
    normalizeEntry(entry, {
      id: `a${at}`,
      canonicalUrl: canonicalUrl(entry.url),
      feed: {
        id: "f0",
        url: FEED_URL,
        title: null,
      },
      document,
      documentUrl: FEED_URL,
      firstSeen: new Date("2026-03-01T12:00:00Z"),
      backfill: false,
    }),
  );
}
