import { describe, expect, test } from "vitest";
import { type Alignment, align } from "../../../../src/dedupe/text/alignment.ts";
import { cutOff, DAM } from "../../../support/news.ts";
import { printOf } from "../../../support/prints.ts";

const aligned = (one: string, other: string): Alignment =>
  align(printOf({ text: one }), printOf({ text: other }));

const TEXT =
  "the dam near Tarvo held 48 million litres on Monday and the governor Milena Varga said that 31 people were treated";

describe("two leads", () => {
  test("that are the same have everything in common", () => {
    expect(aligned(TEXT, TEXT)).toEqual({ smaller: 19, larger: 19, contained: 1, numbers: 0, names: 0 });
  });

  test("of which one is cut out of the other: all of the smaller one is in the larger one", () => {
    const { smaller, larger, contained } = aligned(cutOff(DAM.text, 20), DAM.text);
    expect([smaller, larger, contained]).toEqual([17, 78, 1]);
  });

  test("that are different have nothing in common", () => {
    const { contained, numbers, names } = aligned(
      TEXT,
      "a fire at Selmouth hurt 9 men of the crew of Captain Orlo",
    );
    expect([contained, numbers, names]).toEqual([0, 0, 0]);
  });

  test.each([
    ["no text", "", ""],
    ["a text and none", TEXT, ""],
    ["two words", "the dam", "the dam"],
  ])("of %s have nothing to compare", (_, one, other) => {
    expect(aligned(one, other)).toMatchObject({ smaller: 0, contained: 0, numbers: 0, names: 0 });
  });

  test("have shingles that are repeated in common once", () => {
    const { smaller, contained } = aligned("on and on and on and on and on", "on and on and on");
    expect([smaller, contained]).toEqual([2, 1]);
  });
});

describe("what is replaced", () => {
  test.each([
    ["a figure", TEXT.replace("31", "32"), 1, 0],
    ["two figures in two places", TEXT.replace("31", "32").replace("48", "49"), 2, 0],
    ["a name", TEXT.replace("Tarvo", "Selmouth"), 0, 1],
    ["names and figures", TEXT.replace("Tarvo", "Selmouth").replace("48", "12"), 1, 1],
    ["a day, which is no name", TEXT.replace("Monday", "Tuesday"), 0, 0],
    ["a word that is neither", TEXT.replace("held", "kept"), 0, 0],
    ["nothing: a figure is left out", TEXT.replace("48 ", ""), 0, 0],
    ["nothing: a name is added", TEXT.replace("people", "people of Selmouth"), 0, 0],
    ["a figure at the end", TEXT.replace("31 people were treated", "55 people were hurt"), 1, 0],
    ["a figure at the beginning", TEXT.replace("the dam near Tarvo held 48", "a wall of water of 50"), 1, 0],
  ])("%s", (_, other, numbers, names) => {
    expect(aligned(TEXT, other)).toMatchObject({ numbers, names });
    expect(aligned(other, TEXT)).toMatchObject({ numbers, names });
  });

  test("at the end is not known where a lead was cut", () => {
    const first = DAM.text.split(/\s+/).slice(0, 70).join(" ");
    const [one = "", other = ""] = ["17", "88"].map((figure) => `${first} and ${figure} men were found`);
    const rest = " so it went on".repeat(50);
    expect(aligned(one, other).numbers).toBe(1);
    expect(aligned(one.replace("were found", rest), other.replace("were found", "")).numbers).toBe(0);
  });

  test("are no names where a passage was written anew", () => {
    const passage = (name: string, end: string): string =>
      Array.from({ length: 45 }, (_, n) => (n === 20 ? name : `w${end.repeat(n)}`)).join(" ");
    const [one, other] = [passage("Arvid", "a"), passage("Bertil", "b")].map(
      (words) => `so ${words} ${TEXT}`,
    );
    expect(aligned(one ?? "", other ?? "").names).toBe(0);
  });
});
