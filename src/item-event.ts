import type { Item, ItemEvent, Telling } from "./item.ts";

/**
 * The event that tells consumers of an item. Its id depends on nothing but the item and, for a revision, on what it says
 * now, so a repetition is recognizable.
 */
export function itemEvent(item: Item, { event, itemId, story, relation, content }: Telling): ItemEvent {
  const id = event === "revision" ? `${itemId}-${event}-${content}` : `${itemId}-${event}`;
  return { id, event, story, item: { ...item, id: itemId, story, event, relation } };
}
