import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatDuration, parseDuration } from "../../../src/registry/duration.ts";

test.each([
  ["90s", 90],
  ["15m", 900],
  ["6h", 21_600],
  ["1d", 86_400],
  [" 15 m ", 900],
  ["007s", 7],
])("%j is %i seconds", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each(["", "15", "m", "0m", "-5m", "1.5h", "1e3s", "15M", "15min", "1h30m", "15m later", "١٥m"])(
  "%j is no duration",
  (text) => {
    expect(parseDuration(text)).toBeNull();
  },
);

test.each([
  [1, "1s"],
  [59, "59s"],
  [60, "1m"],
  [61, "61s"],
  [900, "15m"],
  [5_400, "90m"],
  [86_400, "1d"],
  [90_000, "25h"],
])("%i seconds are written %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test("what is written is read as the same time", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom(1, 60, 3_600, 86_400), (count, unit) => {
      expect(parseDuration(formatDuration(count * unit))).toBe(count * unit);
    }),
  );
});
