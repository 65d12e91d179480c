import { describe, expect, test } from "vitest";
import { leastOfGroups, minimaOf, resemblance, sketchOf } from "../../../../src/dedupe/text/sketch.ts";
import { shinglesOf } from "../../../../src/dedupe/text/shingles.ts";
import { wordsOf } from "../../../../src/dedupe/text/words.ts";
import { inventedStory } from "../../../support/invented-stories.ts";

const shinglesIn = (text: string): Uint32Array => shinglesOf(wordsOf(text, 0).hashes);
const sketchIn = (text: string): Uint8Array => sketchOf(minimaOf(shinglesIn(text)));

const countCommon = (a: ReadonlySet<number>, b: ReadonlySet<number>): number =>
  [...a].filter((value) => b.has(value)).length;

function jaccard(one: string, other: string): number {
  const [a, b] = [new Set(shinglesIn(one)), new Set(shinglesIn(other))];
  const common = countCommon(a, b);
  return common / (a.size + b.size - common);
}

/** The first part of one story, and the rest of another one. */
function mixed(number: number, share: number): [string, string] {
  const [whole, other] = [inventedStory(number, 400).text, inventedStory(number + 500, 400).text];
  const cut = Math.floor(whole.length * share);
  return [whole, whole.slice(0, cut) + other.slice(cut)];
}

describe("the estimate of what two texts have in common", () => {
  test("is everything for the same text", () => {
    const { text } = inventedStory(1, 400);
    expect(resemblance(sketchIn(text), sketchIn(text))).toBe(1);
  });

  test.each([0, 0.2, 0.4, 0.6, 0.8, 0.95])("is near the truth where the first %f are the same", (share) => {
    const errors = Array.from({ length: 40 }, (_, number) => {
      const [one, other] = mixed(number, share);
      return resemblance(sketchIn(one), sketchIn(other)) - jaccard(one, other);
    });
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.18);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
  });

  test.each([
    ["no text", new Uint8Array(), new Uint8Array()],
    ["a text and none", sketchIn(inventedStory(1).text), new Uint8Array()],
    ["two texts that are empty", new Uint8Array(128), new Uint8Array(128)],
  ])("is nothing for %s", (_, one, other) => {
    expect(resemblance(one, other)).toBe(0);
  });

  test("does not depend on how long texts are: bins that are empty in both say nothing", () => {
    const [long, short] = [inventedStory(3, 400).text, inventedStory(3, 70).text];
    expect(sketchIn(short).filter((value) => value === 0).length).toBeGreaterThan(20);
    expect(resemblance(sketchIn(short), sketchIn(short))).toBe(1);
    expect(Math.abs(resemblance(sketchIn(short), sketchIn(long)) - jaccard(short, long))).toBeLessThan(0.18);
  });
});

test("a copy of most of a text has most of its least shingles", () => {
  const leastOf = (text: string): Set<number> => new Set(leastOfGroups(minimaOf(shinglesIn(text)), 8));
  const shares = Array.from({ length: 40 }, (_, number) => {
    const [one, other] = mixed(number, 0.8);
    return countCommon(leastOf(one), leastOf(other)) / 8;
  });
  expect(Math.min(...shares)).toBeGreaterThan(0);
  expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.6);
});

test("an empty text has no least shingle", () => {
  expect(leastOfGroups(minimaOf(new Uint32Array()), 8)).toEqual([]);
});
