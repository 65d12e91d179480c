import { featuresOf } from "../dedupe/identity/features.ts";
import { identify } from "../dedupe/identity/identity.ts";
import type { Arrival } from "../dedupe/index/submission.ts";
import { factsOf } from "../item-facts.ts";
import { canonicalUrlOf } from "../normalize/address/canonical-url.ts";
import { normalizeEntry } from "../normalize/normalize-entry.ts";
import { entryOf, type ItemLine } from "./item-line.ts";

/** An arrival that is to be told. */
export type ToldArrival = Arrival & { told: NonNullable<Arrival["told"]> };

/** An item of a file, normalized and recognized as the service would, as it comes to the index. */
export function arrivalOf(line: ItemLine, now: Date): ToldArrival {
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
  return { identity, itemId, disposition: "emit", told: { item, facts: factsOf(item, entry.sources) } };
}

/** The clock of a file: an item arrives when it was published, and never before the one above it. */
export function clockAfter(before: Date, { published }: ItemLine): Date {
  const time = published === null ? before : new Date(published);
  return time > before ? time : before;
}
