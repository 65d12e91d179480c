import { describe, expect, test } from "vitest";
import { decide, type Known, type Rival } from "../../../../src/dedupe/stories/decide.ts";
import type { Judgement } from "../../../../src/dedupe/text/judge.ts";
import type { TextRecord } from "../../../../src/dedupe/text/record.ts";
import { DAM } from "../../../support/news.ts";
import { aRecord, printOf } from "../../../support/prints.ts";

const ITEM = { id: "item", prints: new Map([[1, printOf(DAM)]]), content: "1:now" };

function rival(id: string, said: Partial<Judgement>, of: Partial<TextRecord> = {}): Rival {
  const judgement: Judgement = {
    kinship: "reprint",
    rule: "same-text",
    matchedBy: "text",
    score: 1,
    isKin: true,
    ...said,
  };
  return { judgement, record: { ...aRecord({ id, story: `story of ${id}` }), ...of } };
}

const chosen = (...rivals: Rival[]): unknown[] => {
  const { event, of } = decide(ITEM, rivals, null);
  return [event, of];
};

describe("an item that its feed did not show before", () => {
  test("is new and begins a story where nothing is like it", () => {
    const expected = { event: "new", itemId: "item", story: "item", of: null, earlier: null, rival: null };
    expect(decide(ITEM, [], null)).toMatchObject(expected);
    expect(decide(ITEM, [rival("a", { kinship: null, score: 0.5 })], null)).toMatchObject(expected);
  });

  test.each(["reprint", "revision"] as const)(
    "is told under its own id as a %s, within the story",
    (kinship) => {
      expect(decide(ITEM, [rival("a", { kinship, score: 0.8, matchedBy: "title" })], null)).toMatchObject({
        event: kinship,
        itemId: "item",
        story: "story of a",
        of: "a",
        score: 0.8,
        matchedBy: "title",
      });
    },
  );

  test("is known as the item that it is a duplicate of", () => {
    expect(decide(ITEM, [rival("a", { kinship: "duplicate" })], null)).toMatchObject({
      event: "duplicate",
      itemId: "a",
      story: "story of a",
      of: "a",
    });
  });

  test("is what it is to the rival that is most like it", () => {
    expect(chosen(rival("a", { score: 0.6 }), rival("b", { score: 0.9 }))).toEqual(["reprint", "b"]);
  });

  test("is what it is to the first in line of two that are equally like it", () => {
    expect(chosen(rival("a", {}), rival("b", {}))).toEqual(["reprint", "a"]);
  });

  test("is a duplicate before it is anything else", () => {
    expect(chosen(rival("a", {}), rival("b", { kinship: "duplicate", score: 0.7 }))).toEqual([
      "duplicate",
      "b",
    ]);
  });

  test("is a copy of one rather than a correction of another one", () => {
    const corrected = rival("a", { kinship: "revision", rule: "other-figures" });
    expect(chosen(corrected, rival("b", { score: 0.5 }))).toEqual(["reprint", "b"]);
    expect(chosen(corrected)).toEqual(["revision", "a"]);
  });

  test("has nothing to do with a rival of another text, however like it", () => {
    expect(chosen(rival("a", { kinship: null, score: 1 }), rival("b", { score: 0.5 }))).toEqual([
      "reprint",
      "b",
    ]);
  });
});

describe("an entry that its feed showed before and that has changed", () => {
  const told = (text: string): TextRecord => aRecord({ id: "a", story: "s", text });
  const known = (record: TextRecord | null, content = "1:before"): Known => ({
    itemId: "a",
    matchedBy: "guid",
    record,
    content,
  });

  test("is a revision of its item, in its story", () => {
    const record = told("The dam held.");
    expect(decide(ITEM, [], known(record))).toMatchObject({
      event: "revision",
      itemId: "a",
      story: "s",
      of: "a",
      earlier: record,
      matchedBy: "guid",
      score: 1,
    });
  });

  test("is a revision whatever else is like it", () => {
    const other = rival("b", { kinship: "duplicate" });
    expect(decide(ITEM, [other], known(told("The dam held.")))).toMatchObject({ event: "revision", of: "a" });
  });

  test("tells nothing where title and words are the same", () => {
    const record = { ...told(""), print: printOf(DAM) };
    expect(decide(ITEM, [], known(record)).event).toBe("duplicate");
  });

  test("tells nothing where it goes back to a version that was told", () => {
    const version = rival("a", {}, { print: printOf(DAM), story: "s" });
    expect(decide(ITEM, [version], known(told("The dam held."))).event).toBe("duplicate");
  });

  test("is a revision where another item says what it says now", () => {
    const other = rival("b", {}, { print: printOf(DAM) });
    expect(decide(ITEM, [other], known(told("The dam held."))).event).toBe("revision");
  });

  test("tells nothing where its words are the same, whatever of them is taken for furniture now", () => {
    expect(decide(ITEM, [], known(told("The dam held."), "1:now")).event).toBe("duplicate");
  });

  test("is a revision in a story of its own where nothing but its words is remembered of it", () => {
    expect(decide(ITEM, [], known(null))).toMatchObject({ event: "revision", story: "a", earlier: null });
  });

  test.each(["-", "0:before"])("tells nothing where what it said (%s) cannot be compared", (content) => {
    expect(decide(ITEM, [], known(null, content)).event).toBe("duplicate");
  });

  test("is compared with a version that was found where its last one is not remembered", () => {
    const version = rival("a", {}, { story: "s" });
    expect(decide(ITEM, [version], known(null))).toMatchObject({ story: "s", earlier: version.record });
  });

  test("is compared with each version by the algorithm that wrote it", () => {
    const prints = new Map([
      [1, printOf({ text: "The dam held." })],
      [2, printOf(DAM)],
    ]);
    const older = { ...told("The dam held."), version: 1 };
    expect(decide({ ...ITEM, prints }, [], known(older)).event).toBe("duplicate");
    expect(decide({ ...ITEM, prints }, [], known({ ...older, version: 2 })).event).toBe("revision");
    expect(decide({ ...ITEM, prints }, [], known({ ...older, version: 3 })).event).toBe("revision");
  });
});
