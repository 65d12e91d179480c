import { describe, expect, test } from "vitest";
import type { FailingFeed, FailureKind } from "../../../src/schedule-memory.ts";
import { backoffSeconds, isDead } from "../../../src/schedule/backoff.ts";

const HOUR = 3_600;
const DAY = 86_400;
const LONGEST = DAY / 1.25;

test.each<[FailureKind, number[]]>([
  ["timeout", [900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, LONGEST]],
  ["dns", [900, 1_800]],
  ["connection", [900, 1_800]],
  ["server-error", [900, 1_800]],
  ["empty", [900, 1_800]],
  ["not-a-feed", [1_800, 3_600]],
  ["unreadable", [1_800, 3_600]],
  ["tls", [HOUR, 2 * HOUR]],
  ["redirects", [HOUR, 2 * HOUR]],
  ["rate-limited", [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, LONGEST]],
  ["not-found", [HOUR, 2 * HOUR]],
  ["refused", [HOUR, 2 * HOUR]],
  ["forbidden", [2 * HOUR, 6 * HOUR, 18 * HOUR, LONGEST]],
  ["too-large", [4 * HOUR, 8 * HOUR, 16 * HOUR, LONGEST]],
  ["gone", [LONGEST, LONGEST]],
  ["bad-address", [LONGEST, LONGEST]],
  ["fault", [900, 1_800]],
])("%s is tried again later and later", (kind, delays) => {
  expect(delays.map((_, at) => backoffSeconds(kind, at + 1, false, 900))).toEqual(delays);
});

test("a dead feed is asked once a week, after any number of failures", () => {
  for (const failures of [20, 5_000])
    expect(backoffSeconds("dns", failures, true, 900)).toBe((7 * DAY) / 1.25);
  expect(backoffSeconds("gone", 3, true, 900)).toBe((7 * DAY) / 1.25);
  expect(backoffSeconds("bad-address", 20, true, 900)).toBe(LONGEST);
});

test("who polls more often than usual also tries again sooner, and who polls less often does not wait longer", () => {
  expect(backoffSeconds("timeout", 1, false, 60)).toBe(60);
  expect(backoffSeconds("rate-limited", 1, false, 60)).toBe(240);
  expect(backoffSeconds("gone", 1, false, 60)).toBe(LONGEST);
  expect(backoffSeconds("timeout", 1, false, 7_200)).toBe(900);
});

describe("a feed is dead", () => {
  const NOW = new Date("2026-03-20T00:00:00Z");
  const days = (count: number): string => new Date(NOW.getTime() - count * DAY * 1000).toISOString();
  const failing = (kind: FailureKind, since: number, kindSince = since): Omit<FailingFeed, "isDead"> => ({
    kind,
    since: days(since),
    kindSince: days(kindSince),
  });

  test.each<[string, Omit<FailingFeed, "isDead">, number, boolean]>([
    ["after ten failures in a week", failing("dns", 7), 10, true],
    ["not after nine", failing("dns", 7), 9, false],
    ["not in less than a week, however often it failed", failing("dns", 6.9), 500, false],
    ["when it was gone for three days", failing("gone", 3), 3, true],
    ["not when it was gone twice", failing("gone", 3), 2, false],
    ["not when it was something else before", failing("gone", 6, 1), 5, false],
    ["not when nobody knows since when", { kind: "dns", since: "", kindSince: "" }, 500, false],
  ])("%s", (_, how, failures, dead) => {
    expect(isDead(how, failures, NOW)).toBe(dead);
  });
});
