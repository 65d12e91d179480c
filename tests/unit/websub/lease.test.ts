import { assert, double, property, string } from "fast-check";
import { expect, test } from "vitest";
import { leaseSeconds, secondsToRenewal, secondsToRepeat } from "../../../src/websub/lease.ts";

const DAY = 86_400;

test.each([
  ["432000", 5 * DAY],
  ["60", 3_600],
  ["1000000000000", 14 * DAY],
  ["0", 10 * DAY],
  ["-1", 10 * DAY],
  ["1e3", 10 * DAY],
  ["9".repeat(400), 10 * DAY],
  [null, 10 * DAY],
])("a lease stated as %s", (stated, seconds) => {
  expect(leaseSeconds(stated)).toBe(seconds);
});

test("a lease is renewed in its first half, and not at once", () => {
  assert(
    property(string(), double({ min: 0, max: 1, noNaN: true }), (stated, random) => {
      const lease = leaseSeconds(stated);
      expect(secondsToRenewal(lease, random)).toBeGreaterThanOrEqual(0.4 * lease);
      expect(secondsToRenewal(lease, random)).toBeLessThanOrEqual(0.5 * lease);
    }),
  );
});

test("requests that bring nothing come later and later, once a day at last", () => {
  expect([0, 1, 4, 5, 2_000].map((attempts) => secondsToRepeat(attempts, 0))).toEqual([
    3_600, 7_200, 57_600, 86_400, 86_400,
  ]);
  expect(secondsToRepeat(0, 1)).toBeCloseTo(3_960);
});
