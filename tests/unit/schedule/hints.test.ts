import { describe, expect, test } from "vitest";
import { skippedSeconds, ttlSeconds, updateSeconds } from "../../../src/schedule/hints.ts";

const HOUR = 3_600;
const DAY = 86_400;
/** A Sunday. */
const NOON = new Date("2026-03-01T12:30:00Z");

test.each([
  [60, HOUR],
  [1, 60],
  [0, null],
  [null, null],
])("ttl %s", (ttl, seconds) => {
  expect(ttlSeconds({ ttl })).toBe(seconds);
});

describe("sy:", () => {
  test.each<[string | null, number | null, string | null, number | null]>([
    ["hourly", null, null, HOUR],
    ["hourly", 2, null, HOUR / 2],
    ["hourly", 0.1, null, 10 * HOUR],
    ["hourly", 0, null, HOUR],
    ["daily", 1, null, DAY],
    ["weekly", 1, null, 7 * DAY],
    ["monthly", 1, null, 30 * DAY],
    ["yearly", 1e-9, null, 365 * DAY],
    ["dayly", 1, null, null],
    ["always", 1, null, null],
    ["minutely", 1, null, null],
    ["", 1, null, null],
    [null, 1, null, null],
    ["daily", 1, "2000-01-01T06:00:00Z", 17.5 * HOUR],
    ["daily", 1, "2000-01-01T12:30+00:00", DAY],
    ["daily", 1, "2040-01-01T13:00:00Z", HOUR / 2],
    ["daily", 1, "yesterday", DAY],
    ["daily", 1, "2000", DAY],
    ["hourly", 1, "2000-01-01T12:00+00:00", HOUR],
  ])("%s, %s times, counted from %s", (updatePeriod, updateFrequency, updateBase, seconds) => {
    const found = updateSeconds({ updatePeriod, updateFrequency, updateBase }, NOON);
    expect(found).toBe(seconds);
  });
});

describe("skipped hours and days", () => {
  const all = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
  test.each<[string, number[], number[], number]>([
    ["none", [], [], 0],
    ["this hour", [12], [], HOUR / 2],
    ["this hour and the next", [12, 13], [], 1.5 * HOUR],
    ["another hour", [13], [], 0],
    [
      "the hours around midnight, from before it",
      [12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 0, 1],
      [],
      13.5 * HOUR,
    ],
    ["today", [], [0], 11.5 * HOUR],
    ["today and tomorrow", [], [0, 1], 35.5 * HOUR],
    ["another day", [], [1], 0],
    ["today, and the first hours of every day", [0, 1, 2], [0], 14.5 * HOUR],
    ["all hours but one", all(24).filter((hour) => hour !== 11), [], 22.5 * HOUR],
    ["all hours: nonsense", all(24), [], 0],
    ["all days: nonsense", [], all(7), 0],
    ["all hours and today", all(24), [0], 11.5 * HOUR],
  ])("%s", (_, skipHours, skipDays, seconds) => {
    expect(skippedSeconds({ skipHours, skipDays }, NOON)).toBe(seconds);
  });

  test("of a moment that does not exist are none", () => {
    expect(skippedSeconds({ skipHours: [1], skipDays: [] }, new Date(Number.NaN))).toBe(0);
  });
});
