import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FloodContext, judgeFlood } from "../../../src/backfill/judge-flood.ts";

const PREVIOUS = new Date("2026-03-01T12:00:00Z");
/** Days before the feed's last document; a negative number is after it. */
const daysBefore = (days: number): string => new Date(PREVIOUS.getTime() - days * 86_400_000).toISOString();
const times = <T>(count: number, value: (at: number) => T): T[] => [...Array(count).keys()].map(value);

const QUIET = { arrivals: 0.4, dated: 1 };
const BUSY = { arrivals: 100, dated: 1 };
const UNDATED = { arrivals: 0.4, dated: 0 };
const context = (said: Partial<FloodContext> = {}): FloodContext => ({
  previous: PREVIOUS.toISOString(),
  habit: QUIET,
  isUnderWay: false,
  ...said,
});

/** How many of these new entries are held. */
function held(published: readonly (string | null)[], said: Partial<FloodContext> = {}): number {
  const isNew = published.map(() => true);
  return judgeFlood(published, isNew, context(said)).filter((disposition) => disposition === "hold").length;
}

const years = (at: number): string => daysBefore(30 + at);
const hours = (at: number): string => daysBefore(-at / 100);

describe("held are", () => {
  test.each<[string, number, (string | null)[], Partial<FloodContext>]>([
    ["628 archive posts that are shown again", 628, times(628, years), {}],
    [
      "them alone, where three new posts stand above them",
      628,
      [...times(3, hours), ...times(628, years)],
      {},
    ],
    [
      "them alone, where 400 new posts stand above them",
      628,
      [...times(400, hours), ...times(628, years)],
      {},
    ],
    ["old entries under new guids after a site moved", 300, times(300, years), {}],
    ["51 old entries of a quiet feed", 51, times(51, years), {}],
    ["501 old entries of a feed that usually brings 100", 501, times(501, years), { habit: BUSY }],
    ["entries without dates in a feed that has them", 60, times(60, () => null), {}],
    ["old entries of a feed without a known habit", 60, times(60, years), { habit: null }],
    ["the last 25 old ones of a flood that a crash cut in two", 25, times(25, years), { isUnderWay: true }],
    ["what goes beyond 1,000 new entries", 9_000, times(10_000, hours), {}],
    [
      "what goes beyond 1,000 entries of a feed without dates",
      500,
      times(1_500, () => null),
      { habit: UNDATED },
    ],
  ])("%s", (_, count, published, said) => {
    expect(held(published, said)).toBe(count);
  });
});

describe("nothing is held of", () => {
  test.each<[string, (string | null)[], Partial<FloodContext>]>([
    ["a quiet feed that brings 60 new entries in a day", times(60, hours), {}],
    [
      "a feed that was not read for a month and brings what it wrote since",
      times(300, (at) => daysBefore(-at / 10)),
      {},
    ],
    ["50 old entries", times(50, years), {}],
    ["500 old entries of a feed that usually brings 100", times(500, years), { habit: BUSY }],
    ["a feed whose clock is a month ahead", times(300, () => daysBefore(-30)), {}],
    ["a feed that dates its entries by day, or a few days late", times(100, (at) => daysBefore(at % 7)), {}],
    ["a feed that never has dates", times(100, () => null), { habit: UNDATED }],
    ["a feed of which nothing is known, without dates", times(100, () => null), { habit: null }],
    ["new entries that come with the rest of a flood", times(10, hours), { isUnderWay: true }],
    ["nothing", [], {}],
  ])("%s", (_, published, said) => {
    expect(held(published, said)).toBe(0);
  });
});

test("of 10,000 new entries, the newest 1,000 are emitted, wherever they stand", () => {
  const published = times(10_000, hours);
  const judged = judgeFlood(
    published,
    published.map(() => true),
    context(),
  );
  expect(judged.slice(0, 9_000)).not.toContain("emit");
  expect(judged.slice(9_000)).not.toContain("hold");
});

test("what the index has counts for nothing", () => {
  const published = times(700, years);
  const judged = judgeFlood(
    published,
    published.map((_, at) => at < 50),
    context(),
  );
  expect(judged).not.toContain("hold");
});

test("a flood that a crash cut anywhere is judged as the whole", () => {
  const entry = fc.oneof(
    fc.integer({ min: 8, max: 900 }),
    fc.integer({ min: -3, max: 7 }),
    fc.constant(null),
  );
  const habits = fc.constantFrom(QUIET, UNDATED, { arrivals: 12, dated: 1 }, null);
  fc.assert(
    fc.property(habits, fc.array(entry, { maxLength: 90 }), fc.nat(), fc.nat(), (habit, ages, some, part) => {
      // Enough of each that both rules come to bear.
      const numbers = [
        ...ages,
        ...times(some % 80, (at) => 20 + at),
        ...times((some % 3) * 600, (at) => -at / 100),
      ];
      const published = numbers.map((age) => (age === null ? null : daysBefore(age)));
      const whole = judgeFlood(
        published,
        published.map(() => true),
        context({ habit }),
      );
      // Held ones are admitted first, and then the others: the index has a part of this order.
      const places = [...whole.keys()];
      const order = [
        ...places.filter((at) => whole[at] === "hold"),
        ...places.filter((at) => whole[at] === "emit"),
      ];
      const admitted = new Set(order.slice(0, part % (order.length + 1)));
      const isUnderWay = [...admitted].some((at) => whole[at] === "hold");
      const isNew = places.map((at) => !admitted.has(at));
      const again = judgeFlood(published, isNew, context({ habit, isUnderWay }));
      const left = places.filter((at) => isNew[at]);
      expect(left.map((at) => again[at])).toEqual(left.map((at) => whole[at]));
    }),
  );
});
