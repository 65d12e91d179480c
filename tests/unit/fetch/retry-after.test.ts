import * as fc from "fast-check";
import { expect, test } from "vitest";
import { retryAfterSeconds } from "../../../src/fetch/retry-after.ts";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const WEEK = 604_800;

test.each([
  ["seconds", "120", 120],
  ["seconds with space around them", " 120 ", 120],
  ["a date", "Sun, 01 Mar 2026 12:05:00 GMT", 300],
  ["a date in the old form of RFC 850", "Sunday, 01-Mar-26 12:05:00 GMT", 300],
  ["a date in the form of asctime", "Sun Mar  1 12:05:00 2026 GMT", 300],
  ["more than a week", "604801", WEEK],
  ["more than a number can hold", "9".repeat(400), WEEK],
  ["a date far away", "Fri, 31 Dec 9999 23:59:59 GMT", WEEK],
])("%s is a request to wait", (_, value, seconds) => {
  expect(retryAfterSeconds(value, NOW)).toBe(seconds);
});

test.each([
  ["no header", null],
  ["an empty header", ""],
  ["no time at all", "0"],
  ["a time that has passed", "Sun, 01 Mar 2026 11:59:59 GMT"],
  ["this moment", "Sun, 01 Mar 2026 12:00:00 GMT"],
  ["a negative number", "-1"],
  ["a fraction", "1.5"],
  ["an exponent", "1e9"],
  ["hexadecimal", "0x10"],
  ["a list", "120, 240"],
  ["a unit", "3600s"],
  ["a word", "tomorrow"],
  ["a date that does not exist", "Sun, 99 Mar 2026 12:00:00 GMT"],
])("%s is none", (_, value) => {
  expect(retryAfterSeconds(value, NOW)).toBeNull();
});

test("part of a second counts as a whole one", () => {
  expect(retryAfterSeconds("Sun, 01 Mar 2026 12:00:10 GMT", NOW + 500)).toBe(10);
});

test("whatever a server writes gives a whole number from 1 to a week, or nothing", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.bigInt().map(String), fc.date().map(String)), (value) => {
      const seconds = retryAfterSeconds(value, NOW) ?? 1;
      expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= WEEK).toBe(true);
    }),
  );
});
