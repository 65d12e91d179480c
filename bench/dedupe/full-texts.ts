import { featuresOf } from "../../src/dedupe/identity/features.ts";
import { identify } from "../../src/dedupe/identity/identity.ts";
import { anEntry } from "../../tests/support/items.ts";
import { randomFrom } from "../../tests/support/invented-stories.ts";
import type { Arriving } from "./arriving.ts";
import { generated, reuters } from "./sets.ts";

/** Characters from which on an item is a full text rather than a summary. */
const FULL = 1_200;
/** Share of the words that are replaced. */
const REPLACED = 0.6;
/** Items of one feed that follow one another, and feeds that take turns. */
const RUN = 30;
const FEEDS = 2_000;
const FIRST_TIME = Date.parse("2026-03-01T00:00:00Z");
const SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo za tor len mis pak".split(" ");

/** Real full texts of the sets. */
export const fullTexts = (): Arriving[] =>
  [...generated().items, ...reuters().items].filter(({ item }) => (item.text?.length ?? 0) >= FULL);

/**
 * The text of this number: a real one with most of its words replaced by invented ones, so that next to none of its keys
 * is another text's. All are of one day.
 */
export function inventedText(originals: readonly Arriving[], number: number): Arriving {
  const original = originals[number % originals.length];
  if (!original) throw new Error("there is no full text");
  const random = randomFrom(number + 1);
  const syllable = (): string => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? "";
  const replace = (text: string | null): string =>
    (text ?? "").replace(/\p{L}+/gu, (word) =>
      random() < REPLACED ? syllable() + syllable() + syllable() + syllable() : word,
    );
  return under(original, number, replace(original.item.title), replace(original.item.text));
}

/** A text as the item of this number, with an address, a guid and a feed of its own. */
export function under({ item }: Arriving, number: number, title: string, text: string): Arriving {
  const feedId = `feed-${Math.floor(number / RUN) % FEEDS}`;
  const url = `https://${feedId}.example/2026/03/${number}.html`;
  const entry = anEntry({ guid: url, url, title, content: text });
  const [identity] = identify(feedId, "guid", [featuresOf({ entry, canonicalUrl: url }, new Set())]);
  if (!identity) throw new Error("an entry without identity");
  const { itemId } = identity;
  const now = new Date(FIRST_TIME + number * 10);
  const feed = { id: feedId, url: `https://${feedId}.example/feed.xml`, title: feedId };
  const named = {
    id: itemId,
    story: itemId,
    feed,
    url,
    canonicalUrl: url,
    guid: url,
    title,
    text,
    html: text,
  };
  const told = {
    item: { ...item, ...named, published: now.toISOString() },
    facts: { outlet: `${feedId}.example`, credit: null, about: [] },
  };
  return {
    id: String(number),
    feedId,
    arrival: { identity, itemId, disposition: "emit", told },
    ...told,
    now,
  };
}

/** The same item, which consumers are told next to nothing of: what is left is the work of the index. */
export function withTinyJson(arriving: Arriving): Arriving {
  const item = Object.assign({}, arriving.item, { toJSON: () => ({ id: arriving.item.id }) });
  return { ...arriving, arrival: { ...arriving.arrival, told: { item, facts: arriving.facts } }, item };
}
