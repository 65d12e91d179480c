import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeFirst } from "../../../src/backfill/judge-first.ts";
import { newestFirst } from "../../../src/backfill/newest-first.ts";

const NOW = new Date("2026-03-01T12:00:00Z");
const daysAgo = (days: number): string => new Date(NOW.getTime() - days * 86_400_000).toISOString();
const range = (count: number): number[] => [...Array(count).keys()];

/** Places of the entries that are emitted. */
const emitted = (
  published: readonly (string | null)[],
  first: Parameters<typeof judgeFirst>[1],
): number[] => {
  const judged = judgeFirst(published, first, NOW);
  return [...judged.keys()].filter((at) => judged[at] === "emit");
};

describe("the newest entries of a document", () => {
  test.each([
    ["in a feed as feeds are, at the top", [daysAgo(1), daysAgo(2), daysAgo(3)], [0, 1, 2]],
    ["in a feed that lists the oldest first, at the end", [daysAgo(3), daysAgo(2), daysAgo(1)], [2, 1, 0]],
    ["in no order at all, by their dates", [daysAgo(2), daysAgo(3), daysAgo(1)], [2, 0, 1]],
    ["without dates, at the top", [null, null, null], [0, 1, 2]],
    [
      "with some dates only, at the top: those say nothing of the others",
      [null, daysAgo(3), daysAgo(1)],
      [0, 1, 2],
    ],
    ["of one day, as they stand", [daysAgo(1), daysAgo(1), daysAgo(0)], [2, 0, 1]],
    ["with a clock that is ahead, by their dates", [daysAgo(-8), daysAgo(-9)], [1, 0]],
    ["of an empty document, nowhere", [], []],
  ])("%s", (_, published, places) => {
    expect(newestFirst(published)).toEqual(places);
  });
});

describe("of a first document", () => {
  const thousand = range(1_000).map(daysAgo);

  test("with 1,000 entries, the newest 200 are emitted and 800 known", () => {
    expect(emitted(thousand, { newest: 200 })).toEqual(range(200));
    expect(emitted(thousand.toReversed(), { newest: 200 })).toEqual(range(200).map((at) => 800 + at));
    expect(emitted(Array<null>(1_000).fill(null), { newest: 200 })).toEqual(range(200));
  });

  test("all are emitted where there are fewer", () => {
    expect(emitted(thousand.slice(0, 3), { newest: 200 })).toEqual([0, 1, 2]);
  });

  test("nothing is emitted where that is asked for", () => {
    expect(emitted(thousand, { newest: 0 })).toEqual([]);
  });

  test("those of the last days are emitted where a time is asked for, wherever they stand", () => {
    const week = { seconds: 7 * 86_400 };
    expect(emitted(thousand, week)).toEqual(range(8));
    expect(emitted([daysAgo(30), daysAgo(1), daysAgo(8), daysAgo(-1)], week)).toEqual([1, 3]);
  });

  test("entries without a date may be of the last days: the first 200 of them are emitted", () => {
    expect(emitted([daysAgo(30), null, daysAgo(1)], { seconds: 86_400 })).toEqual([1, 2]);
    expect(emitted(Array<null>(1_000).fill(null), { seconds: 86_400 })).toEqual(range(200));
  });

  test("exactly so many are emitted as are asked for, and none that is older than one that is not", () => {
    const days = fc.integer({ min: -10, max: 1_000 });
    fc.assert(
      fc.property(fc.array(days, { maxLength: 60 }), fc.nat(40), (ages, newest) => {
        const places = emitted(ages.map(daysAgo), { newest });
        const left = range(ages.length).filter((at) => !places.includes(at));
        const oldest = Math.max(...places.map((at) => ages[at] ?? 0));
        expect(places).toHaveLength(Math.min(newest, ages.length));
        expect(left.filter((at) => (ages[at] ?? 0) < oldest)).toEqual([]);
      }),
    );
  });
});
