import { describe, expect, test } from "vitest";
import { isEvidence, isOutage, type NetworkView } from "../../../src/schedule/outage.ts";

const NOBODY = { reached: 0, unreached: 0 };
const view = (said: Partial<NetworkView> = {}): NetworkView => ({
  sinceAnswer: 0,
  unreachedSince: 0,
  windows: [NOBODY, NOBODY],
  ...said,
});

test.each<[string, Partial<NetworkView>, boolean]>([
  ["nothing was seen yet", { sinceAnswer: null }, false],
  ["everybody answers", { windows: [{ reached: 50, unreached: 0 }, NOBODY] }, false],
  ["half of the hosts fail", { windows: [{ reached: 20, unreached: 20 }, NOBODY] }, false],
  ["three quarters fail", { windows: [{ reached: 5, unreached: 15 }, NOBODY] }, true],
  ["a few of a few fail, while others answer", { windows: [{ reached: 1, unreached: 8 }, NOBODY] }, false],
  [
    "most fail now, and answered some minutes ago",
    {
      windows: [
        { reached: 2, unreached: 20 },
        { reached: 300, unreached: 20 },
      ],
    },
    true,
  ],
  [
    "most failed some minutes ago, and answer now",
    {
      windows: [
        { reached: 20, unreached: 2 },
        { reached: 20, unreached: 300 },
      ],
    },
    false,
  ],
  [
    "the last minute saw too few hosts: five minutes tell",
    {
      windows: [
        { reached: 0, unreached: 2 },
        { reached: 2, unreached: 8 },
      ],
    },
    true,
  ],
  [
    "three hosts of a small set fail, and nobody answers for a minute",
    { sinceAnswer: 60, unreachedSince: 3 },
    true,
  ],
  ["three hosts fail, and somebody answered just now", { sinceAnswer: 59, unreachedSince: 3 }, false],
  ["two hosts fail, and nobody answers", { sinceAnswer: 600, unreachedSince: 2 }, false],
  ["three hosts fail, and nobody has answered at all", { sinceAnswer: null, unreachedSince: 3 }, true],
  [
    "many slow hosts fail together at the end of a burst of thousands",
    { sinceAnswer: 25, unreachedSince: 60, windows: [{ reached: 2_000, unreached: 60 }, NOBODY] },
    false,
  ],
])("%s", (_, said, outage) => {
  expect(isOutage(view(said))).toBe(outage);
});

describe("a failure is evidence", () => {
  test.each([
    ["of a feed that worked until now", true, 0, true],
    ["of a feed that failed once: the first ones are charged before the outage is seen", true, 1, true],
    ["not of a feed that has been failing", true, 2, false],
    ["not of a feed that never worked", false, 0, false],
  ])("%s", (_, hasWorked, failures, counts) => {
    expect(isEvidence(hasWorked, failures)).toBe(counts);
  });
});
