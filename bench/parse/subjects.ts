import { UNSAID } from "../../src/registry/feed-entry.ts";
import type { Feed } from "../../src/model.ts";

/** Reads a document and returns how many items it found. */
export type Read = (body: Buffer) => number | Promise<number>;

const FEED: Feed = {
  id: "f000000000000",
  url: "https://feeds.example/rss",
  ...UNSAID,
  origin: "file",
};
const FIRST_SEEN = new Date("2026-01-01T00:00:00Z");

/** What is compared. Each is loaded in a process of its own, so that its memory is its own too. */
export const SUBJECTS: Record<string, () => Promise<Read>> = {
  "rss-parser": async () => {
    const { default: Parser } = await import("rss-parser");
    return async (body) => (await new Parser().parseString(body.toString("utf8"))).items.length;
  },
  feedsmith: async () => {
    const { parseFeed } = await import("feedsmith");
    return (body) => {
      const { format, feed } = parseFeed(body.toString("utf8"));
      return (format === "atom" ? feed.entries : feed.items)?.length ?? 0;
    };
  },
  "@rowanmanning/feed-parser": async () => {
    const { parseFeed } = await import("@rowanmanning/feed-parser");
    return (body) => parseFeed(body.toString("utf8")).items.length;
  },
  "wirefold, decode and parse": async () => {
    const { parseDocument } = await import("../../src/parse/parse-document.ts");
    return async (body) => (await parseDocument({ body, contentType: null, url: FEED.url })).entries.length;
  },
  "wirefold, decode, parse and normalize": async () => {
    const { parseDocument } = await import("../../src/parse/parse-document.ts");
    const { canonicalUrlOf } = await import("../../src/normalize/address/canonical-url.ts");
    const { normalizeEntry } = await import("../../src/normalize/normalize-entry.ts");
    return async (body) => {
      const document = await parseDocument({ body, contentType: null, url: FEED.url });
      return document.entries.map((entry) =>
        normalizeEntry(entry, {
          id: "a0",
          canonicalUrl: canonicalUrlOf(entry),
          feed: FEED,
          document,
          documentUrl: FEED.url,
          firstSeen: FIRST_SEEN,
          backfill: false,
        }),
      ).length;
    };
  },
};
