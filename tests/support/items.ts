import type { Item, ItemEvent } from "../../src/item.ts";
import type { Entry } from "../../src/model.ts";
import { normalizeEntry } from "../../src/normalize/normalize-entry.ts";
import type { Identity } from "../../src/dedupe/identity/identity.ts";
import type { Arrival } from "../../src/dedupe/index/submission.ts";
import { itemEvent } from "../../src/item-event.ts";
import { factsOf } from "../../src/item-facts.ts";

/** An entry that says nothing but what the test says. */
export function anEntry(said: Partial<Entry> = {}): Entry {
  return {
    guid: null,
    guidIsPermalink: false,
    url: null,
    title: null,
    authors: [],
    published: null,
    updated: null,
    summary: null,
    content: null,
    base: null,
    categories: [],
    language: null,
    media: [],
    sources: [],
    ...said,
  };
}

/** An item that says nothing but what the test says. */
export function anItem(said: Partial<Item> = {}): Item {
  const item = normalizeEntry(anEntry(), {
    id: said.id ?? "a0",
    canonicalUrl: null,
    feed: {
      id: "f0",
      url: "https://feed.example/",
      title: null,
    },
    document: { title: null, language: null },
    documentUrl: "https://feed.example/",
    firstSeen: new Date("2026-03-01T00:00:00Z"),
    backfill: false,
  });
  return { ...item, ...said };
}

/** The event of an item that is new. */
export function anItemEvent(said: Partial<Item> = {}): ItemEvent {
  const item = anItem(said);
  return itemEvent(item, { event: "new", itemId: item.id, story: item.story, relation: null, content: "" });
}

/** An item with such an identity, as it arrives at the index. */
export function anArrival(
  identity: Identity,
  said: Partial<Item> = {},
  disposition: Arrival["disposition"] = "emit",
): Arrival {
  const item = anItem({ id: identity.itemId, ...said });
  return { identity, itemId: identity.itemId, disposition, told: { item, facts: factsOf(item, []) } };
}
