import { describe, expect, test } from "vitest";
import { itemEvent } from "../../src/item-event.ts";
import type { Relation, Telling } from "../../src/item.ts";
import { anItem } from "../support/items.ts";

const item = anItem({ id: "a123" });
const relation: Relation = {
  kind: "reprint",
  of: "a100",
  matchedBy: "text",
  score: 0.9,
  isOrigin: false,
  differs: null,
};
const NEW: Telling = { event: "new", itemId: "a123", story: "a123", relation: null, content: "c1" };
const REPRINT: Telling = { ...NEW, event: "reprint", story: "a100", relation };
const REVISION: Telling = { ...REPRINT, event: "revision" };

test("an event tells what happened to which item of which story", () => {
  expect(itemEvent(item, REPRINT)).toEqual({
    id: "a123-reprint",
    event: "reprint",
    story: "a100",
    item: { ...item, story: "a100", event: "reprint", relation },
  });
});

test("an entry that changed is told as the item that it was", () => {
  const { id, item: told } = itemEvent(item, { ...REVISION, itemId: "a100" });
  expect([id, told.id]).toEqual(["a100-revision-c1", "a100"]);
});

describe("an id", () => {
  test("is the same when the event is made again, whenever that is and whatever the article says by then", () => {
    const later = { ...item, title: "corrected", firstSeen: "2030-01-01T00:00:00.000Z", backfill: true };
    expect(itemEvent(later, NEW).id).toBe(itemEvent(item, NEW).id);
  });

  test("differs for items, for what is told of an item, and for what revisions say", () => {
    const tellings = [NEW, REPRINT, REVISION, { ...REVISION, content: "c2" }, { ...NEW, itemId: "a124" }];
    expect(new Set(tellings.map((telling) => itemEvent(item, telling).id)).size).toBe(tellings.length);
  });

  test("may be a BullMQ job id: no colon, and no number", () => {
    for (const telling of [NEW, REPRINT, REVISION])
      expect(itemEvent(item, telling).id).toMatch(/^[a-z][\w-]+$/);
  });
});
