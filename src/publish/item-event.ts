import type { Item, ItemEvent } from "../model.ts";

/** The event that tells consumers of an item. Its id depends on nothing but the item, so a repetition is recognizable. */
export function itemEvent(item: Item): ItemEvent {
  return { id: `${item.id}-${item.event}`, event: item.event, story: item.story, item };
}
