import type { Entry, Item, ItemEvent } from "../../src/model.ts";
import { normalizeEntry } from "../../src/normalize/normalize-entry.ts";
import { itemEvent } from "../../src/publish/item-event.ts";

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

/** An event with an item that says nothing but what the test says. */
export function anItemEvent(said: Partial<Item> = {}): ItemEvent {
  const item = normalizeEntry(anEntry(), {
    id: said.id ?? "a0",
    canonicalUrl: null,
    feed: {
      id: "f0",
      url: "https://feed.example/",
      title: null,
      interval: null,
      identity: null,
      zone: null,
      request: null,
      first: null,
      origin: "command",
    },
    document: { title: null, language: null },
    documentUrl: "https://feed.example/",
    firstSeen: new Date("2026-03-01T00:00:00Z"),
    backfill: false,
  });
  return itemEvent({ ...item, ...said });
}
