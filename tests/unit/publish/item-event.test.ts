import { expect, test } from "vitest";
import { itemEvent } from "../../../src/publish/item-event.ts";
import { anItemEvent } from "../../support/items.ts";

const { item } = anItemEvent({ id: "a123", story: "a100" });

test("an event tells what happened to which item of which story", () => {
  expect(itemEvent(item)).toEqual({ id: "a123-new", event: "new", story: "a100", item });
});

test("an event that is made again has the same id, whenever that is and whatever the article says by then", () => {
  const later = { ...item, title: "corrected", firstSeen: "2030-01-01T00:00:00.000Z", backfill: true };
  expect(itemEvent(later).id).toBe(itemEvent(item).id);
});

test("events of different items have different ids", () => {
  expect(itemEvent({ ...item, id: "a124" }).id).not.toBe(itemEvent(item).id);
});

test("an id may be a BullMQ job id: no colon, and no number", () => {
  expect(itemEvent(item).id).toMatch(/^[a-z][\w-]+$/);
});
