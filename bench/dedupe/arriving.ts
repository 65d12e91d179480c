import { readFileSync } from "node:fs";
import { entryOf, type ItemLine, readItemLine } from "../../src/cli/item-line.ts";
import { featuresOf } from "../../src/dedupe/identity/features.ts";
import { identify } from "../../src/dedupe/identity/identity.ts";
import type { Arrival, ItemFacts } from "../../src/dedupe/index/submission.ts";
import type { Item } from "../../src/item.ts";
import { factsOf } from "../../src/item-facts.ts";
import { canonicalUrlOf } from "../../src/normalize/address/canonical-url.ts";
import { normalizeEntry } from "../../src/normalize/normalize-entry.ts";

/** An item of a test set, normalized as the service would, when it comes to the index. */
export interface Arriving {
  /** In the file. */
  id: string;
  feedId: string;
  arrival: Arrival;
  item: Item;
  facts: ItemFacts;
  /** The set's clock: an item arrives when it was published, and never before the one above it. */
  now: Date;
}

/** @param change what a test does to the lines before anything reads them */
export function readArriving(
  file: string,
  change: (line: ItemLine) => ItemLine = (line) => line,
): Arriving[] {
  const lines = readLines(file).map((text, at) => change(readItemLine(text, `${file}:${at + 1}`)));
  return arrive(lines);
}

export function arrive(lines: readonly ItemLine[]): Arriving[] {
  let now = new Date(0);
  return lines.map((line) => {
    const published = line.published === null ? now : new Date(line.published);
    if (published > now) now = published;
    return arriveAt(line, now);
  });
}

export const readLines = (file: string): string[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((text) => text !== "");

function arriveAt(line: ItemLine, now: Date): Arriving {
  const entry = entryOf(line);
  const canonicalUrl = canonicalUrlOf(entry);
  const [identity] = identify(line.feed, "guid", [featuresOf({ entry, canonicalUrl }, new Set())]);
  if (!identity) throw new Error(`${line.id}: an entry without identity`);
  const { itemId } = identity;
  const item = normalizeEntry(entry, {
    id: itemId,
    canonicalUrl,
    feed: { id: line.feed, url: line.url ?? line.feed, title: line.feed },
    document: { title: null, language: null },
    documentUrl: line.url ?? "about:blank",
    firstSeen: now,
    backfill: false,
  });
  const facts = factsOf(item, entry.sources);
  const arrival: Arrival = { identity, itemId, disposition: "emit", told: { item, facts } };
  return { id: line.id, feedId: line.feed, arrival, item, facts, now };
}
