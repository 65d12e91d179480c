import { expect, test } from "vitest";
import type { Freshness } from "../../../src/schedule-memory.ts";
import { cacheLifetime } from "../../../src/schedule/cache-lifetime.ts";
import { NO_FRESHNESS } from "../../support/schedule.ts";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const HOUR = 3_600_000;

test.each<[string, Partial<Freshness>, number | null]>([
  ["no headers", {}, null],
  ["max-age", { maxAge: 600 }, 600],
  ["max-age less the time in caches", { maxAge: 600, age: 100 }, 500],
  ["stale when it arrived", { maxAge: 600, age: 700 }, null],
  ["max-age 0", { maxAge: 0 }, null],
  ["max-age before Expires", { maxAge: 600, expires: NOW + HOUR, date: NOW }, 600],
  ["max-age 0 before Expires", { maxAge: 0, expires: NOW + HOUR, date: NOW }, null],
  ["Expires less Date, by the server's clock", { expires: NOW + 9 * HOUR, date: NOW + 8 * HOUR }, 3_600],
  ["Expires less our time where it has no date", { expires: NOW + HOUR }, 3_600],
  ["Expires less the time in caches", { expires: NOW + HOUR, date: NOW, age: 600 }, 3_000],
  ["Expires in the past", { expires: NOW - HOUR, date: NOW }, null],
  ["no-cache, whatever max-age says", { maxAge: 600, isUncacheable: true }, null],
])("%s", (_, said, seconds) => {
  expect(cacheLifetime({ ...NO_FRESHNESS, ...said }, NOW)).toBe(seconds);
});
