import { expect, test } from "vitest";
import { backfillOf, type PushedEntry } from "../../../src/websub/replay.ts";

const now = new Date("2026-03-01T12:00:00Z");
const entries = (count: number, published: string | null, isKnown = false): PushedEntry[] =>
  Array.from({ length: count }, () => ({ published, isKnown }));
const OLD = "2024-01-01T00:00:00Z";
const NEW = "2026-02-28T00:00:00Z";
const marked = (pushed: PushedEntry[]): number => backfillOf(pushed, now).filter(Boolean).length;

test.each([
  ["an archive", entries(628, OLD), 628],
  ["an archive with two that are new", [...entries(2, NEW), ...entries(30, OLD)], 30],
  ["an archive with some that have no date", [...entries(5, null), ...entries(30, OLD)], 35],
  ["one old entry", entries(1, OLD), 0],
  ["19 old entries", entries(19, OLD), 0],
  ["a whole document with one that is not known", [...entries(1, OLD), ...entries(50, OLD, true)], 0],
  ["many that are new", entries(100, NEW), 0],
  ["many without a date", entries(100, null), 0],
  ["many that are new, and some that are old", [...entries(60, NEW), ...entries(40, OLD)], 0],
  ["nothing", [], 0],
])("%s", (_, pushed, count) => {
  expect(marked(pushed)).toBe(count);
});
