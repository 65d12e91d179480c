import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_HINTS } from "../../../src/model.ts";
import type { ScheduleMemory } from "../../../src/schedule-memory.ts";
import { afterDocument, afterFailure, afterOutage, afterUnchanged } from "../../../src/schedule/memory.ts";
import { nextGap } from "../../../src/schedule/rhythm.ts";
import { memory, NO_FRESHNESS } from "../../support/schedule.ts";

const START = Date.parse("2026-03-01T12:00:00Z");
const at = (hours: number): Date => new Date(START + hours * 3_600_000);
const iso = (hours: number): string => at(hours).toISOString();

const read = (before: ScheduleMemory, entries: number, known: number, hours: number, hasHistory = true) =>
  afterDocument(before, { entries, known, hasHistory, hints: NO_HINTS }, NO_FRESHNESS, at(hours));
const first = read(memory(), 20, 0, 0, false);

describe("a document", () => {
  test("that is the first one begins the history, and nothing in it is news", () => {
    expect(first).toEqual(memory({ newAt: iso(0) }));
  });

  test("with something new tells the gap since the last news", () => {
    const second = read(first, 20, 18, 2);
    expect(second).toMatchObject({ newAt: iso(2), gap: 7_200, entries: 20, known: 18, missedAt: null });
    expect(read(second, 20, 20, 3)).toMatchObject({ newAt: iso(2), gap: 7_200, known: 20 });
    expect(read(second, 20, 19, 4)).toMatchObject({ newAt: iso(4), gap: 7_200 });
  });

  test("in which nothing is known makes a gap suspected, until it is forgotten", () => {
    const gap = read(first, 20, 0, 2);
    expect(gap).toMatchObject({ missedAt: iso(2), entries: 20, known: 0 });
    expect(read(gap, 20, 19, 3)).toMatchObject({ missedAt: iso(2), known: 19 });
    expect(afterUnchanged(gap, NO_FRESHNESS, at(3))).toMatchObject({ missedAt: iso(2), known: 20 });
  });

  test("of two new entries is replaced in the usual course of things", () => {
    expect(read(first, 2, 0, 2).missedAt).toBeNull();
  });

  test("without entries tells nothing of what was known", () => {
    const second = read(first, 20, 18, 2);
    expect(read(second, 0, 0, 3)).toEqual(second);
    expect(read(memory(), 0, 0, 0, false)).toEqual(memory({ newAt: iso(0) }));
  });

  test("after a state of an older version begins the history again", () => {
    expect(read(memory(), 20, 19, 2)).toMatchObject({ newAt: iso(2), gap: null });
    expect(afterUnchanged(memory(), NO_FRESHNESS, at(2)).newAt).toBe(iso(2));
  });

  test("with nothing to say about its times has no hints", () => {
    const said = { ...NO_HINTS, ttl: 60 };
    const spoke = { entries: 1, known: 1, hasHistory: true, hints: said };
    expect(afterDocument(first, spoke, NO_FRESHNESS, at(1)).hints).toEqual(said);
    expect(first.hints).toBeNull();
  });
});

test("an answer ends failures and outages, and replaces what the last headers said", () => {
  const ill = afterOutage(afterFailure(first, { kind: "dns", failures: 1, retryAfter: 60 }, at(1)), at(2));
  const fresh = { ...NO_FRESHNESS, maxAge: 300, age: 100 };
  const well = afterUnchanged({ ...ill, fresh: 9 }, fresh, at(3));
  expect(well).toMatchObject({ failing: null, outageAt: null, retryAfter: null, fresh: 200 });
  expect(afterUnchanged(well, { ...NO_FRESHNESS, retryAfter: 60 }, at(4))).toMatchObject({
    retryAfter: 60,
    fresh: null,
  });
});

describe("a failure", () => {
  test("tells since when the feed fails, and since when in this way", () => {
    const one = afterFailure(first, { kind: "dns", failures: 1, retryAfter: null }, at(1));
    const two = afterFailure(one, { kind: "not-found", failures: 2, retryAfter: 60 }, at(2));
    const three = afterFailure(two, { kind: "not-found", failures: 3, retryAfter: null }, at(3));
    expect(one.failing).toEqual({ kind: "dns", since: iso(1), kindSince: iso(1), isDead: false });
    expect(two).toMatchObject({ retryAfter: 60, failing: { since: iso(1), kindSince: iso(2) } });
    expect(three).toMatchObject({ retryAfter: null, failing: { since: iso(1), kindSince: iso(2) } });
  });

  test("of a dead feed leaves it dead, however it fails", () => {
    const gone = (before: ScheduleMemory, failures: number, hours: number) =>
      afterFailure(before, { kind: "gone", failures, retryAfter: null }, at(hours));
    const third = gone(gone(gone(first, 1, 0), 2, 24), 3, 48);
    expect(third.failing?.isDead).toBe(false);
    const fourth = gone(third, 4, 72);
    expect(fourth.failing?.isDead).toBe(true);
    const other = afterFailure(fourth, { kind: "timeout", failures: 5, retryAfter: null }, at(240));
    expect(other.failing).toMatchObject({ kind: "timeout", isDead: true });
  });

  test("that was ours leaves everything as it was", () => {
    expect(afterOutage(first, at(1))).toEqual({ ...first, outageAt: iso(1) });
  });
});

describe("the usual gap", () => {
  test("is the first one at first", () => {
    expect(nextGap(null, 5_000)).toBe(5_000);
  });

  test("of a feed with news every hour hardly changes by one night", () => {
    const afterNight = nextGap(3_600, 10 * 3_600);
    expect(afterNight).toBeLessThan(2 * 3_600);
    let gap = afterNight;
    for (let hour = 0; hour < 8; hour++) gap = nextGap(gap, 3_600);
    expect(gap).toBeLessThan(1.1 * 3_600);
  });

  test("of a feed that wakes up after a month is found in a few hours", () => {
    let gap = nextGap(3_600, 30 * 86_400);
    for (let hour = 0; hour < 8; hour++) gap = nextGap(gap, 3_600);
    expect(gap).toBeLessThan(1.2 * 3_600);
  });

  test("is between a minute and thirty days, whatever is seen", () => {
    fc.assert(
      fc.property(fc.option(fc.double({ noNaN: true })), fc.double({ noNaN: true }), (before, seconds) => {
        const gap = nextGap(before, seconds);
        expect(gap).toBeGreaterThanOrEqual(60);
        expect(gap).toBeLessThanOrEqual(30 * 86_400);
      }),
    );
  });
});
