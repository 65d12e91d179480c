import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SHINGLE, shinglesOf, winnow } from "../../../../src/dedupe/text/shingles.ts";

const words = (least: number, most: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat(0xffffffff), { minLength: least, maxLength: most });

describe("shingles", () => {
  test("are the runs of three words, in order", () => {
    const [first] = shinglesOf([1, 2, 3]);
    expect(shinglesOf([1, 2, 3, 4])).toHaveLength(2);
    expect(shinglesOf([1, 2, 3, 4])[0]).toBe(first);
    expect(shinglesOf([3, 2, 1])[0]).not.toBe(first);
  });

  test.each([[[]], [[1]], [[1, 2]]])("of %j there are none", (few) => {
    expect(shinglesOf(few)).toHaveLength(0);
  });
});

describe("winnowed keys", () => {
  const WINDOW = 12;

  test("of nothing are none, and of a text of one shingle are that one", () => {
    expect(winnow(new Uint32Array(), WINDOW, 96)).toEqual([]);
    expect(winnow(new Uint32Array([7]), WINDOW, 96)).toEqual([7]);
  });

  test("are the least of each window, each place once", () => {
    expect(winnow(new Uint32Array([5, 1, 4, 3, 2, 6, 7, 8, 9]), 3, 9)).toEqual([1, 2, 6, 7]);
  });

  test("are taken of the beginning alone", () => {
    const shingles = shinglesOf([...Array(200).keys()]);
    expect(winnow(shingles, WINDOW, 96)).toEqual(winnow(shingles.subarray(0, 96), WINDOW, 96));
  });

  test("any two texts that have window + 2 shingles in a row in common share one", () => {
    const common = words(WINDOW + 2 + SHINGLE - 1, 40);
    fc.assert(
      fc.property(words(0, 30), words(0, 30), common, words(0, 30), (before, instead, run, after) => {
        const keysOf = (text: number[]): number[] =>
          winnow(shinglesOf(text), WINDOW, Number.POSITIVE_INFINITY);
        const own = new Set(keysOf([...before, ...run, ...after]));
        expect(keysOf([...instead, ...run]).some((key) => own.has(key))).toBe(true);
      }),
    );
  });

  test("are few: about two a window", () => {
    const many = words(1_000, 1_000);
    fc.assert(
      fc.property(many, (text) => {
        const chosen = winnow(shinglesOf(text), WINDOW, Number.POSITIVE_INFINITY);
        expect(chosen.length).toBeLessThan((1_000 / WINDOW) * 2.6);
      }),
      { numRuns: 20 },
    );
  });
});
